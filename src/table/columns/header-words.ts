/** Abbreviations and run-together words of headers, as the words they stand for. */
const spellings: Readonly<Record<string, string>> = {
  no: "number",
  num: "number",
  nbr: "number",
  nr: "number",
  numbr: "number",
  lic: "license",
  licence: "license",
  lics: "license",
  speciality: "specialty",
  spec: "specialty",
  spclty: "specialty",
  splty: "specialty",
  org: "organization",
  organisation: "organization",
  organizations: "organization",
  tel: "telephone",
  ph: "phone",
  phn: "phone",
  yr: "year",
  grad: "graduation",
  grd: "graduation",
  fname: "first name",
  firstname: "first name",
  frstname: "first name",
  lname: "last name",
  lastname: "last name",
  mname: "middle name",
  midname: "middle name",
  middlename: "middle name",
  mid: "middle",
  mdl: "middle",
  suff: "suffix",
  sfx: "suffix",
  prov: "provider",
  prvdr: "provider",
  prscrbr: "prescriber",
  rndrng: "rendering",
  rfrg: "referring",
  phys: "physician",
  addr: "address",
  adr: "address",
  loc: "location",
  taxonomies: "taxonomy",
  doctors: "doctor",
  physicians: "physician",
  providers: "provider",
  biz: "business",
  busname: "business name",
  pri: "primary",
  prim: "primary",
  prac: "practice",
  gndr: "gender",
  frst: "first",
  lst: "last",
  nm: "name",
  cty: "city",
  citytown: "city town",
  desc: "description",
  descr: "description",
  cd: "code",
  abrvtn: "abbreviation",
  crdntls: "credentials",
  crdntl: "credential",
  jobtitle: "job title",
  mobilephone: "mobile phone",
  homephone: "home phone",
  workphone: "work phone",
  phonenumber: "phone number",
  emailaddress: "email address",
  workemail: "work email",
  stateorprovince: "state or province",
  parentcustomeridname: "parent customer",
  companyname: "company name",
  accountname: "account name",
  licensestate: "license state",
  licnumber: "license number",
  mailingcity: "mailing city",
  mailingstate: "mailing state",
  mailingzip: "mailing zip",
};

/** Words that say how a form treats a column, nothing about what it holds. */
const formWords: ReadonlySet<string> = new Set(["required", "optional", "mandatory", "req"]);

/**
 * A header as lowercase words with the usual abbreviations written out; `FirstName` is two words,
 * `address1_city` three. A byte order mark, also one that was read as Windows-1252, is none of it.
 */
export function headerWords(header: string): string {
  return toWords(plain(header));
}

/** The same with capitals told from the word behind them: `NPINumber`, `NPIProvider`. */
export function headerWordsOfCapitals(header: string): string {
  return toWords(plain(header).replace(/([A-Z]{2,})([A-Z][a-z])/g, "$1 $2"));
}

function plain(header: string): string {
  return header.replace(/^\u00ef\u00bb\u00bf/, "").replace(/[\u200b-\u200d\u2060\ufeff]/g, "");
}

function toWords(text: string): string {
  return text
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .replace(/([a-z0-9])([A-Z])/g, "$1 $2")
    .replace(/([A-Za-z])(\d)/g, "$1 $2")
    .replace(/(\d)([A-Za-z])/g, "$1 $2")
    .replaceAll("#", " number ")
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== "" && !formWords.has(word))
    .map((word) => spellings[word] ?? word)
    .join(" ");
}
