// Labels in millimetres: the preview is what is printed.
import { useTranslation } from "react-i18next";
import { Barcode, type Symbology } from "@/components/Barcode";
import type { Choice } from "@/components/ui/combobox";
import { cn } from "@/lib/cn";

export type Mark = Symbology;

/** Common label sizes: 24 on A4, and a roll. */
export const papers = {
  sheet: { page: "A4", width: "70mm", height: "37mm", across: 3 },
  roll: { page: "62mm 29mm", width: "62mm", height: "29mm", across: 1 },
} as const;
export type Paper = keyof typeof papers;

interface Props {
  choices: Choice[];
  paper: Paper;
  mark: Mark;
}

export function Sheet({ choices, paper, mark }: Props) {
  const { t } = useTranslation();
  const { page, width, height, across } = papers[paper];
  return (
    <>
      <style>{`@page { size: ${page}; margin: 0 } @media print { main header { display: none } }`}</style>
      {/* Focusable, to scroll by keyboard. */}
      {/* eslint-disable-next-line jsx-a11y-x/no-noninteractive-tabindex */}
      <section aria-label={t("labels.sheet")} tabIndex={0} className="overflow-x-auto print:overflow-visible">
        <ul className="grid w-max bg-white text-black" style={{ gridTemplateColumns: `repeat(${String(across)}, ${width})` }}>
          {choices.map((choice, i) => (
            // Copies differ only in their position.
            <LabelOf key={i} choice={choice} mark={mark} height={height} isLast={i === choices.length - 1} isRoll={paper === "roll"} />
          ))}
        </ul>
      </section>
    </>
  );
}

function LabelOf({ choice, mark, height, isLast, isRoll }: { choice: Choice; mark: Mark; height: string; isLast: boolean; isRoll: boolean }) {
  return (
    <li
      style={{ height }}
      className={cn(
        "flex break-inside-avoid items-center gap-[3mm] overflow-hidden border border-dashed border-neutral-300 p-[3mm] print:border-transparent",
        mark === "code128" && "flex-col justify-center gap-[1mm] text-center",
        isRoll && !isLast && "break-after-page",
      )}
    >
      <Barcode code={choice.code} symbology={mark} className={mark === "code128" ? "h-[11mm] max-w-full" : "h-full"} />
      <span className="min-w-0">
        <span className="block font-mono text-[11pt] font-semibold">{choice.code}</span>
        <span className="line-clamp-2 text-[9pt] leading-tight">{choice.name}</span>
      </span>
    </li>
  );
}
