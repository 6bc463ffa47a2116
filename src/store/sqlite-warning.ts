type EmitWarning = typeof globalThis.process.emitWarning;

/**
 * Node 22 warns once that its SQLite is experimental. Wraps `process.emitWarning` so that this one
 * warning is dropped and every other passes; the program's entry installs it before the first
 * database is opened.
 */
export function withoutSqliteWarning(emitWarning: EmitWarning): EmitWarning {
  const filtered = (warning: string | Error, ...rest: unknown[]) => {
    const text = typeof warning === "string" ? warning : warning.message;
    const [first] = rest;
    const type =
      typeof first === "object" && first !== null && "type" in first ? first.type : first;
    const isExperimental = type === "ExperimentalWarning" || nameOf(warning) === type;
    if (isExperimental && text.startsWith("SQLite is an experimental feature")) return;
    (emitWarning as (...all: unknown[]) => void)(warning, ...rest);
  };
  return filtered as EmitWarning;
}

function nameOf(warning: string | Error): string | undefined {
  return typeof warning === "string" ? undefined : warning.name;
}
