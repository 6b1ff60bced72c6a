export { FormsOfSubmissions } from "./form-of-submission.ts";
export { uploadForm } from "./forms.ts";
export { fileForPhone, filesForPhone, formForPhone, formsForPhone } from "./phone-forms.ts";
export { TallyReader } from "./tally-reading.ts";
export { openThrowaway } from "./throwaway.ts";
export { codesAsTyped } from "./typed-codes.ts";
