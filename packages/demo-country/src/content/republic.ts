/**
 * The fixed facts of the fiction. Arayuma is no real place: its zone is a bare offset from UTC that belongs to
 * no country, and its dates are two Sundays chosen once, so that the same seed always gives the same evening.
 */
export const REPUBLIC = {
  name: "República de Arayuma",
  shortName: "Arayuma",
  capital: "Santa Brígida del Sumé",
  timeZone: "Etc/GMT+5",
  utcOffset: "-05:00",
  electionDate: "2027-03-07",
  dayAfterElection: "2027-03-08",
  previousElectionDate: "2022-03-06",
} as const;
