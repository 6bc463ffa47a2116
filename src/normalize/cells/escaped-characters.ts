const escaped = /_x(00[01][\dA-F]|00[789][\dA-F]|005F(?=_x[\dA-F]{4}_))_/gi;

/**
 * Text with the escapes that workbooks write for control characters turned back: `Ann_x000D_` →
 * `Ann\r`. Nothing else is one: an e-mail address may hold `_x1234_`.
 */
export function decodeEscapes(text: string): string {
  return text.replace(escaped, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));
}
