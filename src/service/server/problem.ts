import { type ProblemCode, problems } from "./problem-codes.ts";

/** What a call is refused with; answered as problem details (RFC 9457). */
export class Problem extends Error {
  readonly code: ProblemCode;
  readonly detail: string;
  readonly headers: Readonly<Record<string, string>>;

  /** @param detail for people; holds nothing that was sent */
  constructor(
    code: ProblemCode,
    detail: string = problems[code].detail,
    headers: Readonly<Record<string, string>> = {},
  ) {
    super(code);
    this.code = code;
    this.detail = detail;
    this.headers = headers;
  }

  get status(): number {
    return problems[this.code].status;
  }

  toBody(): object {
    const { code, status, detail } = this;
    return { type: "about:blank", title: problems[code].title, status, code, detail };
  }
}
