// .dependency-cruiser.mjs
/** Which folder of src/ may import which others. An arrow that is not here is forbidden. */
const mayImport = {
  model: [],
  page: [],
  config: ["model"],
  normalize: ["model"],
  table: ["model"],
  store: ["model"],
  match: ["model", "normalize"],
  registry: ["model", "normalize", "store"],
  ledger: ["model", "normalize", "store"],
  suppress: ["model", "normalize", "table", "registry", "ledger", "enrich", "contacts"],
  service: ["model", "normalize", "match", "registry", "page"],
  import: ["model", "normalize", "match", "table", "registry", "service"],
  contacts: ["model", "normalize", "table", "registry", "service", "ledger", "import", "enrich"],
  enrich: ["model", "normalize", "table", "service"],
  list: ["model", "normalize", "table", "service", "enrich", "page"],
  dsar: ["model", "normalize", "match", "table", "registry", "ledger", "suppress", "page"],
  web: ["model", "service", "list", "dsar"],
  cli: [
    "model",
    "config",
    "normalize",
    "match",
    "table",
    "store",
    "registry",
    "ledger",
    "service",
    "import",
    "enrich",
    "contacts",
    "suppress",
    "list",
    "dsar",
    "web",
  ],
};
const layerRules = Object.entries(mayImport).map(([layer, others]) => ({
  name: `layer-${layer}`,
  severity: "error",
  comment: `src/${layer} may import only: ${[layer, ...others].join(", ")}`,
  from: { path: `^src/${layer}(/|[.]ts$)` },
  to: { path: "^src/", pathNot: `^src/(${[layer, ...others].join("|")})(/|[.]ts$)` },
}));
const backends = "^src/((registry|ledger)/(sqlite|postgres)/|service/(embedded|http|nppes)/)";
export default {
  forbidden: [
    ...layerRules,
    {
      name: "every-file-has-a-layer",
      severity: "error",
      comment: "a new folder needs a line in mayImport",
      from: {},
      to: { path: "^src/", pathNot: `^src/(${Object.keys(mayImport).join("|")})(/|[.]ts$)` },
    },
    {
      name: "only-app-picks-a-backend",
      severity: "error",
      comment: "everything else sees the ports: SearchService, Registry, Ledger",
      from: {
        path: "^src/",
        pathNot: [
          backends,
          "^src/cli/(app|ledger-guards|ledger-stores|registry-stores|service-worker)[.]ts$",
        ],
      },
      to: { path: backends },
    },
    {
      name: "enrich-sees-the-port-only",
      severity: "error",
      comment: "enrich knows SearchService, not who answers",
      from: { path: "^src/(enrich|list|contacts)/" },
      to: { path: "^src/service/", pathNot: "^src/service/search-service[.]ts$" },
    },
    {
      name: "contacts-sort-as-imports-do",
      severity: "error",
      comment: "of import/ it may see how lines are sorted by NPI, and nothing of public files",
      from: { path: "^src/contacts/" },
      to: { path: "^src/import/", pathNot: "^src/import/npi-lines[.]ts$" },
    },
    {
      name: "contacts-write-through-the-port",
      severity: "error",
      from: { path: "^src/contacts/" },
      to: { path: "^src/(registry|ledger)/[^/]+/" },
    },
    {
      name: "suppress-sees-the-ports-only",
      severity: "error",
      from: { path: "^src/suppress/" },
      to: { path: "^src/(registry|ledger)/[^/]+/" },
    },
    {
      name: "dsar-sees-the-ports-only",
      severity: "error",
      from: { path: "^src/dsar/" },
      to: { path: "^src/(registry|ledger)/[^/]+/" },
    },
    {
      name: "terminal-packages-only-in-cli",
      severity: "error",
      from: { path: "^src/", pathNot: "^src/cli/" },
      to: { path: "node_modules/(commander|ora)/" },
    },
    {
      name: "process-only-in-cli",
      severity: "error",
      from: { path: "^src/", pathNot: "^src/cli/" },
      to: { path: "^(node:)?process$" },
    },
    {
      name: "pure-folders",
      severity: "error",
      comment:
        "no files, no network, no packages but the ones named here; node:crypto is for hashing keys",
      from: { path: "^src/(normalize|match)/|^src/enrich/cells/merge" },
      to: {
        dependencyTypes: ["core", "npm"],
        pathNot:
          "^crypto$|node_modules/(double-metaphone|disposable-email-domains-js|libphonenumber-js|zipcode-to-timezone)/",
      },
    },
    { name: "no-circular", severity: "error", from: {}, to: { circular: true } },
    {
      name: "not-to-unresolvable",
      severity: "error",
      from: { pathNot: "^bin/" },
      to: { couldNotResolve: true },
    },
    {
      name: "src-not-to-test",
      severity: "error",
      from: { path: "^src/" },
      to: { path: "^(test|bench|fixtures)/" },
    },
    {
      name: "no-dev-dependency-in-src",
      severity: "error",
      from: { path: "^src/" },
      to: { dependencyTypes: ["npm-dev"], dependencyTypesNot: ["type-only"] },
    },
  ],
  options: {
    exclude: { path: "^dist/" },
    doNotFollow: { path: "node_modules" },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["import", "node", "default", "types"],
    },
    tsConfig: { fileName: "tsconfig.json" },
  },
};
