/** One thing that is not as it was planned. */
export interface Difference {
  /** `list.sha256` */
  what: string;
  planned: unknown;
  is: unknown;
}

/** Where two values of plain data differ, leaf by leaf, in the order of the plan. */
export function differences(planned: unknown, is: unknown, path = ""): Difference[] {
  if (Object.is(planned, is)) return [];
  if (!isObject(planned) || !isObject(is)) return [{ what: path, planned, is }];
  const keys = new Set([...Object.keys(planned), ...Object.keys(is)]);
  return [...keys].flatMap((key) =>
    differences(own(planned, key), own(is, key), path === "" ? key : `${path}.${key}`),
  );
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}

function own(value: Record<string, unknown>, key: string): unknown {
  return Object.hasOwn(value, key) ? value[key] : undefined;
}
