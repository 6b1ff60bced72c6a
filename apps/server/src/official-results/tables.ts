export type OfficialResultsTables = {
  readonly official_results: {
    id: string;
    mission_id: string;
    contest_id: string;
    frame_id: string | null;
    kind: "preliminary" | "final";
    published_at: Date;
    tallies: number;
    file_name: string;
    file_sha256: string;
    mapping: string;
    imported_at: Date;
    imported_by: string | null;
  };
  readonly official_tally: {
    official_results_id: string;
    station_code: string;
    figures: (number | null)[];
    registered: number | null;
  };
};
