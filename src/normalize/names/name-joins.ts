import type { NameToken } from "./name-tokens.ts";
import { isSpanishSurname } from "./name-words.ts";
import { isSurnameParticle } from "./surname-parts.ts";

const words = (text: string): ReadonlySet<string> => new Set(text.split(" "));

/** What follows O and D in a surname, and is hardly ever one by itself. */
const stemsAfterO = words(
  "BRIEN CONNOR DEA DELL DONNELL DONOGHUE DONOHUE GARA HALLORAN HARA HEARN HERN KEEFE KEEFFE LAUGHLIN LEARY LOUGHLIN MAHONY MALLEY MARA MEARA NEILL REILLY RIORDAN ROURKE SHAUGHNESSY SHEA TOOLE",
);
const stemsAfterD = words(
  "ACQUISTO ADAMO ADDARIO AGATA AGOSTINO ALESSANDRO ALOIA AMATO AMBROSIO AMBRA AMICO ANDREA ANGELO ANNUNZIO ANTONIO ANTUONO APRILE AQUILA ARCY ARGENIO AURIA AVANZO AVERSA ELIA EMILIO ERAMO ERRICO EUFEMIA INNOCENZO ONOFRIO ORAZIO ORSI OVIDIO",
);
const stemsAfterL = words(
  "HEUREUX ITALIEN ESPERANCE ECUYER ABBE HOMMEDIEU ARCHEVEQUE ALLIER AMOREAUX",
);
const portugueseSurnames = words(
  "SILVA SANTOS SOUSA SOUZA PEREIRA OLIVEIRA COSTA FERREIRA ALMEIDA CARVALHO GOMES RODRIGUES MARTINS LIMA RIBEIRO ALVES BARBOSA ROCHA DIAS NUNES MOREIRA MELO MELLO CASTRO CARDOSO TEIXEIRA FERNANDES GONCALVES LOPES MENDES PINTO MACHADO VIEIRA ANDRADE FREITAS MONTEIRO NOGUEIRA AMARAL AZEVEDO BORGES BRITO CABRAL CORREIA COELHO FONSECA MATOS MEDEIROS MORAIS MOURA NEVES PACHECO PIRES REIS SA SAMPAIO TAVARES VAZ",
);

/** Names of the Virgin and the like that follow MARIA or JOSE as second given names. */
const devotions = words(
  "CARMEN ROSARIO PILAR SOCORRO CONSUELO REFUGIO MAR ROCIO SOLEDAD ANGELES LOURDES DOLORES REMEDIOS MILAGROS LUZ PAZ CONCEPCION MERCEDES GUADALUPE FATIMA JESUS ASUNCION CARIDAD LUJAN",
);
const beforeDevotions = words("MARIA MA ANA ROSA JOSE LUZ FLOR");

/** How readily an initial and the word behind it are one surname: O BRIEN, D ANGELO; 0 for others. */
export function celticChance(initial: string, stem: string): number {
  if (initial === "L") return stemsAfterL.has(stem) ? 1 : 0;
  const stems = initial === "O" ? stemsAfterO : initial === "D" ? stemsAfterD : undefined;
  if (stems === undefined || stem.length < 3) return 0;
  return stems.has(stem) ? 1 : 0.1;
}

/** Whether Y or E at `at` joins two surnames: GARCIA Y VEGA, SANTOS E SILVA. */
export function joinsSurnames(tokens: readonly NameToken[], at: number): boolean {
  const token = tokens[at];
  if (token === undefined || token.dotted || !/^[YE]$/.test(token.letters)) return false;
  return isIberian(tokens[at - 1]?.letters ?? "") && isIberian(tokens[at + 1]?.letters ?? "");
}

function isIberian(word: string): boolean {
  return isSpanishSurname(word) || portugueseSurnames.has(word);
}

/** MARIA DEL CARMEN …: the word behind the second given name's last, or 0 when there is none. */
export function devotionEnd(tokens: readonly NameToken[]): number {
  if (!beforeDevotions.has(tokens[0]?.letters ?? "")) return 0;
  let at = 1;
  while (at < 4 && /^(?:DEL?|LAS?|LOS)$/.test(tokens[at]?.letters ?? "")) at++;
  return at > 1 && devotions.has(tokens[at]?.letters ?? "") ? at + 1 : 0;
}

export function isDevotion(word: string): boolean {
  return devotions.has(word);
}

/** Several words as one. */
export function joinTokens(tokens: readonly NameToken[]): NameToken {
  const letters = tokens.map((token) => token.letters).join("");
  return { letters, parts: [letters], dotted: false, initials: false, style: "" };
}

/** Where the particles at the end of given names begin (`MARIA DE LA` + `CRUZ`); their count if none. */
export function trailingParticles(tokens: readonly NameToken[]): number {
  let start = tokens.length;
  while (start > 0 && isSurnameParticle(tokens[start - 1]?.letters ?? "")) start--;
  return start;
}
