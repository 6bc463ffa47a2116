import type { Schema } from "./open-api.ts";

/** A field of an object, as a page shows it. */
export interface Field {
  name: string;
  schema: Schema;
  isRequired: boolean;
  description: string;
}

/** Fields of an object, those of its inner objects behind it: `name.first`, `requests[].zip`. */
export function fieldsOf(schema: Schema, before = ""): Field[] {
  const properties = (schema.properties ?? {}) as Record<string, Schema>;
  const required = new Set(schema.required as readonly string[] | undefined);
  return Object.entries(properties).flatMap(([key, one]) => {
    const name = `${before}${key}`;
    const { description = "" } = one as { description?: string };
    const field = { name, schema: one, isRequired: required.has(key), description };
    return [field, ...innerFields(one, name)];
  });
}

function innerFields(schema: Schema, name: string): Field[] {
  if (schema.type === "array") return innerFields(schema.items as Schema, `${name}[]`);
  if (schema.type === "object" && schema.properties !== undefined) {
    return fieldsOf(schema, `${name}.`);
  }
  return [];
}

/** A type in words, and the name of the object that it is about. */
export function typeOf(schema: Schema): { text: string; link?: string } {
  if (typeof schema.$ref === "string") {
    return { text: "", link: schema.$ref.replace("#/components/schemas/", "") };
  }
  if (schema.type === "array") {
    const { text, link } = typeOf((schema.items ?? {}) as Schema);
    return { text: `list of ${text}`, ...(link === undefined ? {} : { link }) };
  }
  const either = (schema.anyOf ?? schema.oneOf) as readonly Schema[] | undefined;
  if (either !== undefined) {
    const [first, ...others] = either.map(typeOf);
    const rest = others.map(({ text, link }) => link ?? text).join(" or ");
    return {
      ...first,
      text: rest === "" ? (first?.text ?? "") : `${rest} or ${first?.text ?? ""}`,
    };
  }
  if (Array.isArray(schema.enum)) return { text: schema.enum.map((one) => `"${one}"`).join(", ") };
  if (schema.const !== undefined) return { text: JSON.stringify(schema.const) };
  return { text: `${schema.type ?? "anything"}${boundsOf(schema)}` };
}

/** ` from 0 to 1`, ` like ^\d{10}$` */
function boundsOf({ minimum, maximum, pattern }: Schema): string {
  if (typeof pattern === "string") return ` like ${pattern}`;
  // What a number can hold is no limit of ours.
  const most = maximum === Number.MAX_SAFE_INTEGER ? undefined : maximum;
  const least = minimum === Number.MIN_SAFE_INTEGER ? undefined : minimum;
  if (least !== undefined && most !== undefined) return ` from ${least} to ${most}`;
  if (least !== undefined) return ` from ${least}`;
  return most === undefined ? "" : ` to ${most}`;
}
