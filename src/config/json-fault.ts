/** White space, a whole word or string, or one mark: whatever else comes is a fault. */
const token =
  /[ \t\r\n]+|"(?:[^"\\\p{Cc}]|\\(?:["\\/bfnrt]|u[\da-fA-F]{4}))*"|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?(?![\w.])|(?:true|false|null)\b|[{}[\]:,]/uy;

/** What may come next: a value, the first or a further key, a colon, or what ends a value. */
type Expected = "value" | "value or ]" | "key" | "key or }" | ":" | "end";

/**
 * The line (1 = first) on which a text that JSON.parse refuses stops being JSON. Its own messages
 * give no position for some faults, and quote the text, which nobody should see, for others.
 */
export function lineOfJsonFault(text: string): number {
  const open: string[] = [];
  let expected: Expected = "value";
  let at = 0;
  for (;;) {
    token.lastIndex = at;
    const found = token.exec(text)?.[0];
    if (found === undefined) break;
    if (found.trim() !== "") {
      const next = after(found, expected, open);
      if (next === undefined) break;
      expected = next;
    }
    at += found.length;
  }
  return text.slice(0, at).split("\n").length;
}

/** Undefined when the token may not stand here; `open` are the brackets around it. */
function after(token: string, expected: Expected, open: string[]): Expected | undefined {
  const isString = token.startsWith('"');
  if (expected.startsWith("value") && token === "{") return push(open, "{", "key or }");
  if (expected.startsWith("value") && token === "[") return push(open, "[", "value or ]");
  if (expected.startsWith("value") && (isString || /^[-\dtfn]/.test(token))) return "end";
  if (expected.startsWith("key") && isString) return ":";
  if (expected === ":" && token === ":") return "value";
  if (expected === "end" && token === "," && open.length > 0) {
    return open.at(-1) === "{" ? "key" : "value";
  }
  const closes = open.at(-1) === "{" ? "}" : "]";
  if (token === closes && (expected === "end" || expected.endsWith(closes))) {
    open.pop();
    return "end";
  }
  return undefined;
}

function push(open: string[], bracket: string, next: Expected): Expected {
  open.push(bracket);
  return next;
}
