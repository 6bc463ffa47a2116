import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { AROUND_KM, type Geography, type LeadArea, NEAR_KM } from "../../match/geography.ts";
import { toCity } from "../../normalize/place.ts";

interface Point {
  latitude: number;
  longitude: number;
}

interface ZipEntry extends Point {
  zip: string;
  city: string;
  state: string;
  country: string;
}

/** Places remembered: lists name the same towns again and again. */
const MOST_KNOWN = 20_000;
/** Areas farther north or south are not looked at: two degrees are 220 km. */
const SEEN_DEGREES = 2;
/** The middle of a ZIP area lies up to this far from the ZIPs at its edge. */
const AREA_RADIUS_KM = 15;

/** The places of the `zipcodes` package: ZIP → coordinates, city, state. */
export function createZipGeography(): Geography {
  const known = new Map<string, LeadArea | undefined>();
  return {
    areaOf(place) {
      const key = `${place.zip5}:${place.city}:${place.state}`;
      if (known.has(key)) return known.get(key);
      if (known.size === MOST_KNOWN) known.clear();
      const area = toArea(place, zipMap());
      known.set(key, area);
      return area;
    },
  };
}

type AnyPlace = { zip5: string; city: string; state: string };

interface ZipMap {
  pointOf(place: AnyPlace): Point | undefined;
  areas: readonly { area: string; point: Point }[];
}

/** A constant that costs a quarter of a second; a list of NPIs never needs it. */
let loaded: ZipMap | undefined;

function zipMap(): ZipMap {
  loaded ??= loadMap();
  return loaded;
}

function loadMap(): ZipMap {
  const zips = new Map<string, Point>();
  const states = new Map<string, ZipEntry[]>();
  const areas = new Map<string, Middle>();
  for (const entry of readEntries()) {
    zips.set(entry.zip, entry);
    addTo(areas, entry.zip.slice(0, 3), entry);
    const ofState = states.get(entry.state);
    if (ofState === undefined) states.set(entry.state, [entry]);
    else ofState.push(entry);
  }
  const middlesOfState = new Map<string, Map<string, Middle>>();
  /** Few lists name cities of every state. */
  function cityOf({ city, state }: AnyPlace): Middle | undefined {
    let middles = middlesOfState.get(state);
    if (middles === undefined) {
      middles = new Map();
      for (const entry of states.get(state) ?? []) addTo(middles, toCity(entry.city), entry);
      middlesOfState.set(state, middles);
    }
    return middles.get(city);
  }
  return {
    pointOf: (place) =>
      zips.get(place.zip5) ??
      middleOf(cityOf(place)) ??
      middleOf(areas.get(place.zip5.slice(0, 3))),
    areas: [...areas].map(([area, middle]) => ({ area, point: middleOf(middle) as Point })),
  };
}

function toArea(place: AnyPlace, { pointOf, areas }: ZipMap): LeadArea | undefined {
  const point = pointOf(place);
  if (point === undefined) return undefined;
  const distances = areas
    .filter((area) => Math.abs(area.point.latitude - point.latitude) <= SEEN_DEGREES)
    .map((area) => ({ area: area.area, km: kilometers(point, area.point) }))
    .sort((a, b) => a.km - b.km);
  const own = place.zip5 === "" ? distances[0]?.area : place.zip5.slice(0, 3);
  const within = (most: number) => [
    ...new Set([own ?? "", ...distances.filter(({ km }) => km <= most).map(({ area }) => area)]),
  ];
  return {
    kilometersTo(onFile) {
      const other = pointOf(onFile);
      return other && kilometers(point, other);
    },
    near: within(NEAR_KM + AREA_RADIUS_KM),
    around: within(AROUND_KM),
  };
}

interface Middle extends Point {
  count: number;
}

function addTo(middles: Map<string, Middle>, key: string, { latitude, longitude }: Point): void {
  const middle = middles.get(key);
  if (middle === undefined) {
    middles.set(key, { latitude, longitude, count: 1 });
    return;
  }
  middle.latitude += latitude;
  middle.longitude += longitude;
  middle.count += 1;
}

function middleOf(middle: Middle | undefined): Point | undefined {
  if (middle === undefined) return undefined;
  return { latitude: middle.latitude / middle.count, longitude: middle.longitude / middle.count };
}

const EARTH_KM = 6371;
const RADIAN = Math.PI / 180;

/** Straight line on a flat map: within a percent at the distances that matter here. */
function kilometers(a: Point, b: Point): number {
  const middle = ((a.latitude + b.latitude) / 2) * RADIAN;
  const x = (b.longitude - a.longitude) * RADIAN * Math.cos(middle);
  const y = (b.latitude - a.latitude) * RADIAN;
  return EARTH_KM * Math.hypot(x, y);
}

/** Military ZIPs lie all over the world, and a few entries of the file nowhere. */
const offTheMap = new Set(["AA", "AE", "AP"]);

function readEntries(): ZipEntry[] {
  const file = createRequire(import.meta.url).resolve("zipcodes/lib/codes.js");
  const text = readFileSync(file, "utf8");
  const start = text.indexOf("{");
  const codes: Record<string, ZipEntry> = JSON.parse(
    text.slice(start, text.indexOf("};", start) + 1),
  );
  return Object.values(codes).filter(
    ({ country, state, latitude }) => country === "US" && latitude !== 0 && !offTheMap.has(state),
  );
}
