import { count } from "./progress.ts";

/** `52 kB`, `1.3 MB` */
export function sizeText(bytes: number): string {
  return bytes < 1e6 ? `${count(Math.ceil(bytes / 1e3))} kB` : `${(bytes / 1e6).toFixed(1)} MB`;
}
