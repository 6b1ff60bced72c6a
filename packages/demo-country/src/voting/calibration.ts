/**
 * Turns log-odds into probabilities whose weighted national mean is the wanted share of each choice, by adding
 * one constant for each choice (iterative scaling of the constants; the places' differences stay).
 *
 * @param logOdds places × choices, row by row
 * @param weights expected votes of each place
 * @param targets wanted national shares, of sum 1
 * @returns probabilities, places × choices; each row sums to 1
 */
export function calibrate(
  logOdds: Float64Array,
  weights: Float64Array,
  targets: readonly number[],
): Float64Array {
  const choices = targets.length;
  const constants = targets.map((target) => Math.log(target));
  const probabilities = new Float64Array(logOdds.length);
  // Eight rounds leave less than a hundredth of a point, far below what the ballots' own chance adds.
  for (let round = 0; round < 8; round++) {
    const votes = new Float64Array(choices);
    let all = 0;
    for (let i = 0; i < weights.length; i++) {
      let sum = 0;
      for (let c = 0; c < choices; c++) {
        const odds = Math.exp(logOdds[i * choices + c]! + constants[c]!);
        probabilities[i * choices + c] = odds;
        sum += odds;
      }
      for (let c = 0; c < choices; c++) {
        const probability = probabilities[i * choices + c]! / sum;
        probabilities[i * choices + c] = probability;
        votes[c] = votes[c]! + weights[i]! * probability;
      }
      all += weights[i]!;
    }
    targets.forEach((target, c) => {
      constants[c] = constants[c]! + Math.log((target * all) / votes[c]!);
    });
  }
  return probabilities;
}
