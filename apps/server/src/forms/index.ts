export { type FormOfSubmission, FormsOfSubmissions } from "./form-of-submission.ts";
export { uploadForm } from "./forms.ts";
export { fileForPhone, filesForPhone, formForPhone, formsForPhone } from "./phone-forms.ts";
export type { FormSummary } from "./store.ts";
export { makeTallyForm } from "./tally-form.ts";
export { TallyReader } from "./tally-reading.ts";
export { openThrowaway } from "./throwaway.ts";
