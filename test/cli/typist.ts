import { PassThrough } from "node:stream";

/** Somebody who presses the next key once the screen of the one before is there. */
export interface Typist {
  typed: PassThrough;
  hears(text: string): void;
}

/** @param keys one after the other, and Ctrl-D behind them; an escape sequence is one */
export function typist(keys: string): Typist {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: arrows begin with one
  const left = keys.match(/\u001b(?:\[[A-Z]|O[A-Z])|[\s\S]/g) ?? [];
  const typed = new PassThrough();
  return {
    typed,
    hears(text) {
      const isScreen = /quit|any key goes back|Esc leaves it/.test(text);
      if (!isScreen || text.includes("Looking up")) return;
      const key = left.shift();
      typed.write(key ?? "\u0004");
    },
  };
}
