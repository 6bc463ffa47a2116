type EmitWarning = typeof globalThis.process.emitWarning;

/**
 * Node 22 warns once that its SQLite is experimental. Wraps `process.emitWarning` so that this one
 * warning is dropped and every other passes; the program's entry installs it before the first
 * database is opened.
 */
export function withoutSqliteWarning(emitWarning: EmitWarning): EmitWarning {
  const filtered = (warning: unknown, ...rest: unknown[]) => {
    if (!isSqliteWarning(warning, rest[0])) {
      (emitWarning as (...all: unknown[]) => void)(warning, ...rest);
    }
  };
  return filtered as EmitWarning;
}

function isSqliteWarning(warning: unknown, typeOrOptions: unknown): boolean {
  const isOptions = typeof typeOrOptions === "object" && typeOrOptions !== null;
  const type = isOptions && "type" in typeOrOptions ? typeOrOptions.type : typeOrOptions;
  return (
    type === "ExperimentalWarning" &&
    typeof warning === "string" &&
    warning.startsWith("SQLite is an experimental feature")
  );
}
