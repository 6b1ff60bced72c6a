import type { Planted } from "./planted-mission.ts";

/** What of the planted was found in a text. */
export type Found = { readonly figures: string[]; readonly shares: string[]; readonly stations: string[] };

/**
 * Looks for planted figures, shares and stations in a text: figures as whole numbers, also with separators of any
 * language, and not inside of an identifier or a hash.
 */
export function foundPlanted({ figures, shares, stations }: Planted, text: string): Found {
  const plain = text.matchAll(/(?<![0-9a-zA-Z])\d+(?![0-9a-zA-Z])/g);
  const grouped = text.matchAll(/(?<![0-9a-zA-Z])\d{1,3}(?:[.,’'\u00a0\u202f ]\d{3})+(?![0-9a-zA-Z])/g);
  const written = new Set([...plain, ...grouped].map(([number]) => number.replaceAll(/\D/g, "")));
  return {
    figures: figures.map(String).filter((figure) => written.has(figure)),
    shares: shares.filter((share) => text.includes(share)),
    stations: stations.filter((station) => text.toUpperCase().includes(station)),
  };
}
