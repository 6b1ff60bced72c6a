import type { SheetLineRole } from "@veedor/domain";

/** What a heading's words say about its column. */
export type HeadingMeaning =
  | { readonly use: "station"; readonly strength: number }
  | { readonly use: "area" | "country" | "registered" | "centre" | "attribute" | "voters" | "notVotes" }
  | {
      readonly use: "line";
      readonly role: SheetLineRole;
      readonly named: SheetLineName | null;
    };

/** A heading as plain words: accents and case folded, `junta_codigo` and `provinciaId` cut into their words. */
export function foldedHeading(heading: string): string {
  return heading
    .replace(/(\p{Ll})(\p{Lu})/gu, "$1 $2")
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[^a-z0-9%]+/g, " ")
    .trim();
}

const words = (pattern: string): RegExp => new RegExp(`(?:^| )(?:${pattern})(?: |$)`);

const BLANK = words("blancos?|blancas?|brancos?|blanks?|blancs?|blanches?");
const NULL = words(
  "nulos?|nulas?|anulad[oa]s?|viciad[oa]s?|nuls?|nulles?|null|invalid[oa]?s?|invalides?|rejected|spoilt|spoiled",
);
const UNUSED = words(
  "sobrantes?|sobras|inutilizad[oa]s|unused|inutilises|(?:no|nao|non) (?:usad[oa]s|utilizad[oa]s|utilises|utilisees)|not used",
);
const RECEIVED = words("recibid[oa]s|recebid[oa]s|received|recus|recues|entregad[oa]s|entregues");
const USED = words("usad[oa]s|utilizad[oa]s|used|utilises|utilisees|bulletins trouves");
const CHALLENGED = words(
  "observad[oa]s|impugnad[oa]s|recurrid[oa]s|contestad[oa]s|contestes|contestees|challenged|disputed",
);
const NOT = /(?:^| )(?:no|nao|non|not) /;
const VALID = words("validos?|validas?|valid|valides?|exprimes|suffrages exprimes|nominais");
const VOTERS = words(
  "votantes|votants|sufragantes|suf|voters|comparecimento|comparecientes|participantes|eleitores que votaram|electores que votaron|ciudadanos que votaron|participants",
);
const NOT_VOTERS = words("registered|eligible|aptos|habilitados|inscritos|inscrits");
const TOTAL = words("total|totales|totais|totaux|emitidos|emitidas|votes cast|ballots cast|gran total");
const BARE_VOTES = /^(?:votos|votes|sufragios|suffrages|voix)$/;
const REGISTERED = words(
  "lista nominal|ln|inscritos|inscritas|inscriptos|padron|padron electoral|empadronados|habilitad[oa]s|electores|eleitores|eleitores aptos|aptos|eleitorado|electorado|registered|registered voters|eligible voters|electorate|inscrits|electeurs",
);
const CENTRE = words(
  "recinto|centro|centro de votacion|local de votacion|local de votacao|local votacao|nm local|nome local|puesto|establecimiento|polling place|polling centre|polling center|voting centre|voting center|centre de vote|lieu de vote",
);
const COUNTRY = words("pais|country|pays");
const AREA = words(
  "region|regiao|departamento|department|departement|provincia|province|estado|edo|uf|state|canton|municipio|municipality|commune|comuna|distrito|district|parroquia|parish|paroisse|freguesia|corregimiento|localidad|localidade|locality|localite|zona|zone|ciudad|city|cidade|ville|county|circunscripcion|circunscricao|circonscription|constituency|ward|barrio|bairro|arrondissement",
);
const ATTRIBUTE = words(
  "rural|urban|urbano|urbana|urbain|estrato|estratos|stratum|strata|strate|tipo|tipologia|type|area tipo",
);
const NOT_VOTES = words(
  "lat|latitud|latitude|lon|lng|long|longitud|longitude|fecha|data hora|date|hora|hour|heure|time|id|cod|codigo|code|cve|clave|orden|order|%|pct|porcentaje|percentual|percent|pourcentage|km|version|turno|tour|round|ano|annee|year",
);

/** Words for the station, the stronger the more surely they name the smallest unit that counts. */
const STATION: readonly (readonly [RegExp, number])[] = [
  [
    words(
      "mesa|casilla|junta|jrv|polling station|bureau de vote|bureaux de vote|bv|secao eleitoral|urna eletronica",
    ),
    3,
  ],
  [words("circuito|acta|secao|nr secao|precinct|bureau|station|urna|polling table|ata|proces verbal|pv"), 2],
  [words("seccion|unidad|unidade|unit|unite|table"), 1],
];

type SheetLineName = "total" | "valid" | "used" | "other";
const line = (role: SheetLineRole, named: SheetLineName | null = null): HeadingMeaning => ({
  use: "line",
  role,
  named,
});
const says =
  (pattern: RegExp) =>
  (heading: string): boolean =>
    pattern.test(heading);
const both =
  (one: RegExp, other: RegExp) =>
  (heading: string): boolean =>
    one.test(heading) && other.test(heading);
const without =
  (pattern: RegExp, unwanted: RegExp) =>
  (heading: string): boolean =>
    pattern.test(heading) && !unwanted.test(heading);

/** What each word means; where a heading has several, the first of this list decides. */
const MEANINGS: readonly (readonly [isSaid: (folded: string) => boolean, meaning: HeadingMeaning])[] = [
  [both(BLANK, NULL), line("blankAndNull")],
  [says(BLANK), line("blank")],
  [says(NULL), line("null")],
  [says(UNUSED), line("unused")],
  [says(RECEIVED), line("ballotsReceived")],
  [says(USED), line("other", "used")],
  // “No observados” counts the opposite of “observados”.
  [both(CHALLENGED, NOT), line("other", "other")],
  [says(CHALLENGED), line("challenged")],
  [says(VALID), line("other", "valid")],
  [without(VOTERS, NOT_VOTERS), { use: "voters" }],
  [says(REGISTERED), { use: "registered" }],
  [says(TOTAL), line("total", "total")],
  [says(BARE_VOTES), line("total", "total")],
  [says(CENTRE), { use: "centre" }],
  [says(ATTRIBUTE), { use: "attribute" }],
  ...STATION.map(([pattern, strength]) => [says(pattern), { use: "station", strength }] as const),
  [says(COUNTRY), { use: "country" }],
  [says(AREA), { use: "area" }],
  [says(NOT_VOTES), { use: "notVotes" }],
];

/**
 * What a heading says, by the words that authorities of the region use in Spanish, Portuguese, French and English;
 * `null` when no word is known. Words alone can mislead (a party may be called “Unidad”): who uses the answer looks
 * at the cells too.
 */
export function headingMeaning(heading: string): HeadingMeaning | null {
  const folded = foldedHeading(heading);
  return MEANINGS.find(([isSaid]) => isSaid(folded))?.[1] ?? null;
}

const CODE_WORD = words("id|cod|codigo|code|cve|clave|cd|nr|no|num|numero|number|n");
const NAME_WORD = words("nombre|name|nome|nom|nm|libelle");

/** Whether the heading says that its cells are codes, or names; and what is left of it without such words. */
export function codeOrName(heading: string): {
  readonly kind: "code" | "name" | null;
  readonly stem: string;
} {
  const folded = foldedHeading(heading);
  const kind = NAME_WORD.test(folded) ? "name" : CODE_WORD.test(folded) ? "code" : null;
  const stem = folded
    .split(" ")
    .filter((word) => !CODE_WORD.test(word) && !NAME_WORD.test(word))
    .join(" ");
  return { kind, stem };
}
