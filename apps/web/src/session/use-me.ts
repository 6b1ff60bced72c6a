import { useQuery } from "@tanstack/react-query";
import { readOwnAccount } from "@veedor/api-contract";
import { problemOf, useClient } from "../connection/connection.tsx";

/** Who is signed in: an account, `null` for nobody, `undefined` while it is not known. */
export function useMe() {
  const client = useClient();
  return useQuery({
    queryKey: ["me"],
    queryFn: async () => {
      try {
        return await client.call(readOwnAccount, {});
      } catch (error) {
        if (problemOf(error)?.status === 401) return null;
        throw error;
      }
    },
    staleTime: 60_000,
  });
}
