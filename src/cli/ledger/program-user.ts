import { userInfo } from "node:os";

/** Who is at it, as the system calls them; some containers know numbers only. */
export function programUser(): string {
  try {
    return userInfo().username;
  } catch {
    return `uid ${process.getuid?.() ?? "unknown"}`;
  }
}
