/**
 * The invented movements of the presidential contest.
 *
 * @property votes share of the votes for choices that the fiction gives it, before the seed's own variation;
 *   `null` in an election in which it did not stand
 * @property rural, indigenous, afroDescendant, abroad by how much its log-odds differ there
 */
export type Movement = {
  readonly code: string;
  readonly name: string;
  readonly votes: number | null;
  readonly previousVotes: number | null;
  readonly rural: number;
  readonly indigenous: number;
  readonly afroDescendant: number;
  readonly abroad: number;
};

/** Codes in the order of the ballot, which is also the order of every department's `leans`. */
export const MOVEMENTS: readonly Movement[] = [
  {
    code: "faro",
    name: "Alianza Faro Cívico",
    votes: 0.325,
    previousVotes: 0.37,
    rural: -0.28,
    indigenous: -0.35,
    afroDescendant: -0.3,
    abroad: 0.5,
  },
  {
    code: "tierra",
    name: "Movimiento Tierra Clara",
    votes: 0.325,
    previousVotes: 0.29,
    rural: 0.26,
    indigenous: 0.4,
    afroDescendant: 0.1,
    abroad: -0.5,
  },
  {
    code: "molino",
    name: "Unión El Molino",
    votes: 0.15,
    previousVotes: 0.17,
    rural: 0.12,
    indigenous: -0.45,
    afroDescendant: -0.4,
    abroad: 0,
  },
  {
    code: "orillas",
    name: "Concertación Dos Orillas",
    votes: 0.1,
    previousVotes: 0.09,
    rural: 0,
    indigenous: -0.3,
    afroDescendant: 0.7,
    abroad: 0.1,
  },
  {
    code: "brujula",
    name: "Partido Brújula",
    votes: 0.07,
    previousVotes: null,
    rural: -0.7,
    indigenous: -0.3,
    afroDescendant: -0.1,
    abroad: 0.9,
  },
  {
    code: "campana",
    name: "Frente La Campana",
    votes: 0.03,
    previousVotes: null,
    rural: 0.25,
    indigenous: 0.1,
    afroDescendant: 0.2,
    abroad: -0.3,
  },
  {
    code: "estribo",
    name: "Coalición El Estribo",
    votes: null,
    previousVotes: 0.08,
    rural: 0.05,
    indigenous: -0.2,
    afroDescendant: -0.1,
    abroad: 0.2,
  },
];

/** The close race of the fiction: the first of these wins by a small lead, the second leads the early reports. */
export const RURAL_LEADER = "tierra";
export const URBAN_RIVAL = "faro";
