import { html } from "hono/html";
import type { Markup } from "../../page/markup.ts";
import { selfContainedPage } from "../../page/self-contained-page.ts";
import { style } from "./docs-style.ts";
import type { OpenApi, Operation, Schema } from "./open-api.ts";
import { fieldsOf, typeOf } from "./schema-words.ts";

/**
 * The contract for people: one page made from the OpenAPI document. It needs no script and asks
 * nobody for anything, so that it can be read where no network is, and printed.
 */
export function docsPage(document: OpenApi): string {
  const { info, paths, components } = document;
  const operations = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ method, path, operation })),
  );
  const schemas = Object.entries(components.schemas);
  return selfContainedPage({
    title: `${info.title} ${info.version}`,
    style,
    body: html`<header>
<h1>${info.title} <small>${info.version}</small></h1>
<p>${words(info.description)}</p>
<p>Key: <code>Authorization: Bearer KEY</code>, made by <code>heartbeat keys create</code>. For programs: <a href="openapi.json">openapi.json</a> (OpenAPI ${document.openapi}). What is refused is answered by a <a href="#Problem">Problem</a>, its code here behind its status.</p>
</header>
<nav aria-label="Contents">
<ul>${operations.map(({ method, path, operation }) => html`<li><a href="#${operation.operationId}"><b class="${method}">${method.toUpperCase()}</b> <code>${path}</code> ${operation.summary}</a></li>`)}</ul>
<p>Objects: ${schemas.map(([name]) => html`<a href="#${name}">${name}</a> `)}</p>
</nav>
<main>
${operations.map(({ method, path, operation }) => operationSection(method, path, operation))}
<h2 id="objects">Objects</h2>
${schemas.map(([name, schema]) => schemaSection(name, schema))}
</main>`,
  });
}

function operationSection(method: string, path: string, operation: Operation): Markup {
  const { operationId, summary, description, parameters = [], requestBody, responses } = operation;
  const body = requestBody?.content["application/json"];
  const rows = Object.entries(responses);
  return html`<section id="${operationId}">
<h2><b class="${method}">${method.toUpperCase()}</b> <code>${path}</code></h2>
<p class="summary">${summary}</p>
<p>${words(description)}</p>
${parameters.length === 0 ? "" : html`<p>${parameters.map(({ name, description: what }) => html`<code>{${name}}</code>: ${what} `)}</p>`}
<pre tabindex="0"><code>${curlOf(method, path, operation, body?.example)}</code></pre>
${body === undefined ? "" : html`<p>Body: ${typeWords(body.schema)}.</p>`}
<table>
<thead><tr><th scope="col">Status</th><th scope="col">What</th></tr></thead>
<tbody>${rows.map(([status, response]) => responseRow(status, response))}</tbody>
</table>
${exampleOf(operation)}
</section>`;
}

function responseRow(
  status: string,
  { description, content = {} }: Operation["responses"][string],
): Markup {
  const [type = "", form] = Object.entries(content)[0] ?? [];
  const isProblem = type === "application/problem+json";
  return html`<tr><th scope="row">${status}</th><td>${words(description)} ${form === undefined || isProblem ? "" : html`${typeWords(form.schema)} <small>${type}</small>`}</td></tr>`;
}

function exampleOf({ responses }: Operation): Markup | string {
  const example = responses["200"]?.content?.["application/json"]?.example;
  if (example === undefined) return "";
  return html`<details><summary>An answer</summary><pre tabindex="0"><code>${JSON.stringify(example, null, 2)}</code></pre></details>`;
}

function curlOf(
  method: string,
  path: string,
  { security }: Operation,
  example: object | undefined,
): string {
  const lines = [`curl -s $SERVICE${path}`];
  if (security.length > 0) lines.push(`-H "Authorization: Bearer $KEY"`);
  if (method === "post") lines.push(`-H 'Content-Type: application/json'`);
  if (example !== undefined) lines.push(`-d '${JSON.stringify(example)}'`);
  return lines.join(" \\\n  ");
}

function schemaSection(name: string, schema: Schema): Markup {
  return html`<section id="${name}">
<h3><code>${name}</code></h3>
<table>
<thead><tr><th scope="col">Field</th><th scope="col">Type</th><th scope="col">What</th></tr></thead>
<tbody>${fieldsOf(schema).map(
    ({ name: field, schema: one, isRequired, description }) =>
      html`<tr><th scope="row"><code>${field}</code>${isRequired ? "" : html` <small>optional</small>`}</th><td>${typeWords(one)}</td><td>${words(description)}</td></tr>`,
  )}</tbody>
</table>
</section>`;
}

/** A type, with a link where it is an object of its own. */
function typeWords(schema: Schema): Markup {
  const { text, link } = typeOf(schema);
  return link === undefined ? html`${text}` : html`${text}<a href="#${link}">${link}</a>`;
}

/** `code` between backticks. */
function words(text: string): Markup {
  return html`${text.split("`").map((part, i) => (i % 2 === 1 ? html`<code>${part}</code>` : part))}`;
}
