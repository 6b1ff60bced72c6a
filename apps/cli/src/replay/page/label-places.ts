/**
 * Vertical places for labels that want to stand at given heights but must not overlap: each group of labels that
 * would touch is spread evenly around the middle of what its members want.
 *
 * @param wanted heights, in any order
 * @param gap least distance between two labels
 * @param top, bottom the room there is; it is kept when all labels fit
 * @returns places in the order of `wanted`
 */
export function labelPlaces(wanted: readonly number[], gap: number, top: number, bottom: number): number[] {
  type Block = { readonly members: readonly number[]; readonly start: number };
  const order = wanted.map((_, i) => i).sort((a, b) => (wanted[a] ?? 0) - (wanted[b] ?? 0));
  const blockOf = (members: readonly number[]): Block => {
    const height = (members.length - 1) * gap;
    const ideal =
      members.reduce((sum, member, i) => sum + (wanted[member] ?? 0) - i * gap, 0) / members.length;
    return { members, start: Math.max(top, Math.min(ideal, bottom - height)) };
  };
  const blocks: Block[] = [];
  for (const label of order) {
    let block = blockOf([label]);
    for (
      let above = blocks.at(-1);
      above && above.start + above.members.length * gap > block.start;
      above = blocks.at(-1)
    ) {
      blocks.pop();
      block = blockOf([...above.members, ...block.members]);
    }
    blocks.push(block);
  }
  const places = wanted.map(() => 0);
  for (const { members, start } of blocks) {
    members.forEach((label, i) => {
      places[label] = start + i * gap;
    });
  }
  return places;
}
