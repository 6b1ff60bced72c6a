import { seededRandom } from "@veedor/statistics";
import type { Department, RoughAccess } from "../content/department.ts";
import { ABROAD, DEPARTMENTS } from "../content/departments.ts";
import { largestRemainders } from "./largest-remainders.ts";

export type Majority = "none" | "indigenous" | "afro-descendant";

/**
 * A municipality of the fiction (or a consulate abroad).
 *
 * @property code the department's two digits and two of its own
 * @property urbanShare part of its stations that stand in urban centres; 0 abroad
 * @property roughAccess how its rural centres are reached, `null` by road
 */
export type DemoMunicipality = {
  readonly code: string;
  readonly name: string;
  readonly departmentCode: string;
  readonly department: string;
  readonly majority: Majority;
  readonly roughAccess: RoughAccess | null;
  readonly urbanShare: number;
  readonly abroad: boolean;
  readonly stations: number;
};

type Draft = { readonly place: Omit<DemoMunicipality, "stations">; readonly weight: number };

function draftDepartment(department: Department, seed: string): Draft[] {
  const random = seededRandom(`${seed}/municipalities/${department.code}`);
  const { other, indigenous, afroDescendant } = department.municipalities;
  const named: readonly { name: string; majority: Majority }[] = [
    ...other.map((name) => ({ name, majority: "none" as const })),
    ...indigenous.map((name) => ({ name, majority: "indigenous" as const })),
    ...afroDescendant.map((name) => ({ name, majority: "afro-descendant" as const })),
  ];
  const drafts = named.map(({ name, majority }, i) => {
    // The departmental capital leads; the others follow roughly Zipf's law, shuffled by noise.
    const weight = (i === 0 ? 2.2 : (1 + i) ** -0.45) * Math.exp(0.35 * random.normal());
    const remote = i > 0 && random.next() < department.remote * (majority === "none" ? 0.8 : 1.3);
    const usual = i === 0 ? 0.55 + 0.45 * department.urban : department.urban * (remote ? 0.4 : 1);
    const place: Draft["place"] = {
      code: department.code + String(i + 1).padStart(2, "0"),
      name,
      departmentCode: department.code,
      department: department.name,
      majority,
      roughAccess: remote ? department.roughAccess : null,
      urbanShare: Math.min(1, Math.max(0.05, usual + 0.1 * random.normal())),
      abroad: false,
    };
    return { place, weight };
  });
  const sum = drafts.reduce((total, draft) => total + draft.weight, 0);
  return drafts.map((draft) => ({ ...draft, weight: (department.weight * draft.weight) / sum }));
}

function draftAbroad(): Draft[] {
  return ABROAD.municipalities.map((name, i) => ({
    place: {
      code: ABROAD.code + String(i + 1).padStart(2, "0"),
      name,
      departmentCode: ABROAD.code,
      department: ABROAD.name,
      majority: "none",
      roughAccess: null,
      urbanShare: 0,
      abroad: true,
    },
    weight: ABROAD.weight / (i + 2),
  }));
}

/** Shares the country's stations out over its municipalities, by code; each has at least two. */
export function makeMunicipalities(seed: string, stations: number): DemoMunicipality[] {
  const drafts = [
    ...DEPARTMENTS.flatMap((department) => draftDepartment(department, seed)),
    ...draftAbroad(),
  ];
  const least = 2;
  const counts = largestRemainders(
    drafts.map((draft) => draft.weight),
    stations - least * drafts.length,
  );
  return drafts.map(({ place }, i) => ({ ...place, stations: least + (counts[i] ?? 0) }));
}
