// Lines to sign on the printed slip, never on a sheet of their own.
import { useTranslation } from "react-i18next";

const who = ["handed_over", "received"] as const;

export function Signatures() {
  const { t } = useTranslation();
  return (
    <div className="grid grid-cols-2 gap-x-[15mm] pt-[20mm]">
      {who.map((one) => (
        <p key={one} className="border-t border-black pt-[1mm]">
          {t(`ledger.sign.${one}`)}
        </p>
      ))}
    </div>
  );
}
