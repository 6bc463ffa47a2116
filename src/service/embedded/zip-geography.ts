import { AROUND_KM, type Geography, type LeadArea, NEAR_KM } from "../../match/geography.ts";
import { toCity } from "../../normalize/places/place.ts";
import { readZipTable, stateNumber } from "./zip-table.ts";

interface Point {
  latitude: number;
  longitude: number;
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

/** A constant that takes time to read; a list of NPIs never needs it. */
let loaded: ZipMap | undefined;

function zipMap(): ZipMap {
  loaded ??= loadMap();
  return loaded;
}

/** Military ZIPs lie all over the world, and a few entries of the file nowhere. */
const offTheMap = new Set(["AA", "AE", "AP"].map(stateNumber));

function loadMap(): ZipMap {
  const { count, zips, latitudes, longitudes, states, cityAt } = readZipTable();
  const pointAt = (entry: number): Point => ({
    latitude: latitudes[entry] as number,
    longitude: longitudes[entry] as number,
  });
  const isOnMap = (entry: number) =>
    latitudes[entry] !== 0 && !offTheMap.has(states[entry] as number);
  /** One more than the entry: most of a hundred thousand numbers are no ZIP. */
  const placeOfZip = new Uint32Array(100_000);
  const areas = new Map<number, Middle>();
  for (let entry = 0; entry < count; entry++) {
    if (!isOnMap(entry)) continue;
    const zip = zips[entry] as number;
    placeOfZip[zip] = entry + 1;
    addTo(areas, Math.floor(zip / 100), pointAt(entry));
  }
  const middlesOfState = new Map<string, Map<string, Middle>>();
  /** Few lists name cities of every state. */
  function cityOf({ city, state }: AnyPlace): Middle | undefined {
    let middles = middlesOfState.get(state);
    if (middles === undefined) {
      middles = new Map();
      const wanted = stateNumber(state);
      for (let entry = 0; entry < count; entry++) {
        if (states[entry] !== wanted || !isOnMap(entry)) continue;
        addTo(middles, toCity(cityAt(entry)), pointAt(entry));
      }
      middlesOfState.set(state, middles);
    }
    return middles.get(city);
  }
  function zipOf(zip5: string): Point | undefined {
    const at = zip5 === "" ? 0 : placeOfZip[Number(zip5)];
    return at ? pointAt(at - 1) : undefined;
  }
  return {
    pointOf: (place) =>
      zipOf(place.zip5) ??
      middleOf(cityOf(place)) ??
      middleOf(place.zip5 === "" ? undefined : areas.get(Number(place.zip5.slice(0, 3)))),
    areas: [...areas].map(([area, middle]) => ({
      area: String(area).padStart(3, "0"),
      point: middleOf(middle) as Point,
    })),
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

function addTo<Key>(middles: Map<Key, Middle>, key: Key, { latitude, longitude }: Point): void {
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
