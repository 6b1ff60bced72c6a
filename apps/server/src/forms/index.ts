export { type FormOfSubmission, FormsOfSubmissions } from "./form-of-submission.ts";
export { openThrowaway } from "./throwaway.ts";
