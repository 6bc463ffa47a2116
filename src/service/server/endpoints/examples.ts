/** Nobody is called so, and nobody has these numbers. */
const profile = {
  npi: "1999999984",
  entity: "individual",
  active: true,
  name: { first: "MORGAN", last: "EXEMPLAR", credential: "M.D." },
  other_names: [],
  sex: "F",
  sole_proprietor: false,
  enumeration_date: "2006-08-14",
  last_updated: "2025-11-03",
  taxonomies: [{ code: "207RC0000X", license: "036012345", license_state: "IL", primary: true }],
  addresses: [
    {
      kind: "practice",
      line1: "100 W EXAMPLE ST",
      city: "CHICAGO",
      state: "IL",
      zip: "60601",
      country: "US",
      phone: "3125550142",
    },
  ],
  sources: { main: 0 },
};

const release = "3f2a9c0d1e4b5a69";

export const invented = {
  profile,
  matchBody: {
    context: { name_order: "first_last", prior: 0.8 },
    min_confidence: 0.95,
    with_profile: true,
    requests: [
      {
        id: 1,
        name: { full: "Dr. Morgan Exemplar MD" },
        specialty: "Cardiology",
        city: "Chicago",
        state: "IL",
      },
    ],
  },
  matchAnswer: {
    release,
    results: [
      {
        id: 1,
        status: "matched",
        npi: profile.npi,
        confidence: 0.9987,
        reason: "name_place: first and last name agree, same city, same specialty",
        matched_on: "last+first",
        profile,
      },
    ],
  },
  searchBody: { specialty: ["cardiology"], state: ["IL"], limit: 25 },
  searchAnswer: { release, count: 1, results: [{ npi: profile.npi, profile }] },
};
