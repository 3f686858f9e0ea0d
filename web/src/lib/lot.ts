// Compares lots as the server does: ignoring case and width, but not punctuation.
const wide = /[\u3000\uff00-\uffef]/g;

/** The form in which lots are compared. */
export const foldLot = (lot: string): string =>
  lot
    .replace(wide, (character) => character.normalize("NFKC"))
    .normalize("NFC")
    .toLowerCase()
    .normalize("NFC");
