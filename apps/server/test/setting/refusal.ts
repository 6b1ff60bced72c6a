import { RequestRefused } from "@veedor/api-contract";

/** The code of the problem with which a request is refused; `accepted` when it is not. */
export async function refusal(request: Promise<unknown>): Promise<string> {
  try {
    await request;
  } catch (error) {
    if (error instanceof RequestRefused) return error.problem.code;
    throw error;
  }
  return "accepted";
}
