import type { Heritage } from "./heritage.ts";
import type { Random } from "./random.ts";
import { words } from "./weighted.ts";

/** How a heritage puts a surname together: a root syllable (onset, vowel, coda) and an ending. */
interface Pattern {
  onsets: readonly string[];
  vowels: readonly string[];
  codas: readonly string[];
  endings: readonly string[];
}

const germanic: Pattern = {
  onsets: words(
    "B BR D DR F FL FR G GL GR H K KL KN KR L M N P PF R S SCH SCHL SCHM SCHR SCHW ST STR T TR W Z",
  ),
  vowels: words("A E I O U AU EI IE OE UE"),
  codas: words("B CH CK FF G HL HN L LD LL LT M MM N ND NG NN NTZ R RG RN RT SS TT TZ"),
  endings: words(`
    ER MAN MANN BERG BURG STEIN HEIM HOFF BAUER LER NER KE EL HAUS DORF INGER ACH WALD FELD EN HARDT
    BACH MEIER`),
};

const patterns: Readonly<Partial<Record<Heritage, Pattern>>> = {
  english: {
    onsets: words(
      "B BL BR C CH CL CR D DR F FL G GR H HOL K L M N P PR R S SH ST STAN T TH TR W WH",
    ),
    vowels: words("A E I O U EA OO AI A E I O"),
    codas: words("CK D FF L LD LL LT M N ND NT R RD RN RR SH SS T TH TT V X"),
    endings: words(`
      TON SON LEY FORD HAM WELL WOOD MAN ER INS ING BY WORTH FIELD DEN STON LAND WAY COMB SHAW CROFT
      BURN GATE HURST WICK ETT OCK MORE`),
  },
  irish: {
    onsets: words("MC MAC O' MCB MCC MCD MCG MCL MCN MCK MACD MACK"),
    vowels: words("A E I O U EE EA AU"),
    codas: words("L LL N NN R RR G GG D DD TH CK"),
    endings: words("AN EN IN EY ERTY ILLY INTOCK AHAN IGAN EARY ALLY ENNA IFF ONALD"),
  },
  german: germanic,
  jewish: {
    ...germanic,
    endings: words("MAN BERG STEIN BLUM BAUM THAL FELD WITZ SKY ER OFF ZWEIG"),
  },
  italian: {
    onsets: words("B BR C D F FR G GR L M N P PR R S SC SP ST T TR V Z CAL DI DE SAN BON CAST"),
    vowels: words("A E I O U"),
    codas: words("C CC G GL L LL M N NN NT R RR RT S SS T TT V ZZ"),
    endings: words("O I A INO INI ELLI ETTI ONE UCCI ARO ALDI ANTE ESE ANO OLI ACCI"),
  },
  polish: {
    onsets: words("B BR C CH CZ D DR G GR J K KL KR KW L M N P PR R RZ S SL ST SZ T TR W WR Z ZB"),
    vowels: words("A E I O U Y"),
    codas: words("B C CZ D G J K L M N R RZ S SZ W Z ZN ST RK LK"),
    endings: words("OWSKI EWSKI INSKI SKI CKI CZYK IAK EK IK OV OVA ENKO CHUK ICH OWICZ AK AS"),
  },
  french: {
    onsets: words("B BEAU BR C CH D DU F FR G GR L LA LE M MONT N P PR R S ST T TR V"),
    vowels: words("A E I O U AI OU EU"),
    codas: words("B C CH D G L LL M N NN R RR S T TT V"),
    endings: words("EAU EAUX IER ARD OT ET ON IN AULT AND OIS ELLE EUX"),
  },
  hispanic: {
    onsets: words("B BR C CH D F G GR H J L LL M N P QU R S T TR V Y Z AL AR EN ES"),
    vowels: words("A E I O U IE UE"),
    codas: words("B C D G L LL M N NT R RR RT S ST T V Z"),
    endings: words("EZ AZ ERO ERA ADO ADA OS AS ANO INO ILLA ILLO ALES ENTES ARES ONDO"),
  },
  indian: {
    onsets: words("A B BH CH D DH G GH H J K KH L M N P PR R S SH SR T TH V Y"),
    vowels: words("A AA I EE U O E"),
    codas: words("D G J K L M N ND NK R S SH T TH V Y"),
    endings: words("AN AR WALA KAR AM APPA IYA ANI EKAR ADIA ARAJU ESH AVAN ARI DAS NATHAN SWAMY"),
  },
  filipino: {
    onsets: words("B D G L M N P S T C R H MA PA TA KA"),
    vowels: words("A I U O E"),
    codas: words("B D G L M N NG R S T Y"),
    endings: words("AO AN ING ANGAN ABAN ALO ATO IGAN UNAN AYAN ILAN"),
  },
  arabic: {
    onsets: words("A B D F G H J K KH L M N Q R S SH T Z AL-B AL-H AL-S EL-M"),
    vowels: words("A I U OU AA EE"),
    codas: words("B BB D DD F H L LL M MM N R S SH T Z"),
    endings: words("I AN OUR ID EH AWI OUF IM ARI IYA OUN"),
  },
  african: {
    onsets: words("A O E N NW B CH D G K M S T W Y OK AD EZ"),
    vowels: words("A E I O U"),
    codas: words("B CH D DJ F G K KW L M N ND R S T W Y"),
    endings: words("U O A E I UKWU EMEKA OYE ADE ELU AFOR IBE UNDE OLA ANYA"),
  },
};

/** Bigger: more people of the long tail share a surname. */
const tailFlatness = 260;

/**
 * A surname from beyond the lists, composed of syllables. Like real ones some are shared by many
 * and most are rare; undefined for heritages whose surnames are few and all listed.
 */
export function tailSurname(heritage: Heritage, random: Random): string | undefined {
  const pattern = patterns[heritage];
  if (pattern === undefined) return undefined;
  const { onsets, vowels, codas, endings } = pattern;
  const size = onsets.length * vowels.length * codas.length * endings.length;
  const rank = Math.floor(tailFlatness * ((size / tailFlatness + 1) ** random.next() - 1));
  // A stride coprime to nearly any size, so that common tail names do not all begin alike.
  let rest = (rank * 7_368_787 + 1_234_567) % size;
  const take = (list: readonly string[]): string => {
    const item = list[rest % list.length] as string;
    rest = Math.floor(rest / list.length);
    return item;
  };
  return take(onsets) + take(vowels) + take(codas) + take(endings);
}
