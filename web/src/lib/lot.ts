// A lot is one in any case and width, as the server compares it; its punctuation counts.
const wide = /[\u3000\uff00-\uffef]/g;

/** What two spellings of one lot have in common. */
export const foldLot = (lot: string): string =>
  lot
    .replace(wide, (character) => character.normalize("NFKC"))
    .normalize("NFC")
    .toLowerCase()
    .normalize("NFC");
