// One posting: when, why and by whom, its lines, what took it back; printed it is the slip.
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Link, useParams } from "react-router";
import { keys } from "@/api/query";
import { inventoryAPI } from "@/api/services";
import type { Movement as MovementType, Posting as PostingType, StockTransaction } from "@/api/types";
import { pathOf } from "@/app/paths";
import { Code } from "@/components/Code";
import { ErrorState } from "@/components/ErrorState";
import { Moment } from "@/components/Moment";
import { Movement } from "@/components/Movement";
import { Page } from "@/components/Page";
import { mostPlaces, Quantity } from "@/components/Quantity";
import { FactsSkeleton } from "@/components/Skeletons";
import { StateBadge } from "@/components/StateBadge";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "@/components/ui/table";
import { PostingActions } from "./postings/PostingActions";
import { SlipHead } from "./postings/SlipHead";

export default function Posting() {
  const { t } = useTranslation();
  const { id = "" } = useParams();
  const answer = useQuery({ queryKey: keys.record("postings", id), queryFn: ({ signal }) => inventoryAPI.getPosting(id, signal) });
  const posting = answer.data;
  return (
    <Page
      title={posting?.number ?? t("ledger.posting")}
      beside={posting?.reversed_by_id && <StateBadge state="reversed" />}
      actions={posting && <PostingActions posting={posting} />}
    >
      {answer.isPending && <FactsSkeleton />}
      {answer.isError && <ErrorState error={answer.error} onRetry={() => void answer.refetch()} />}
      {posting && <SlipHead number={posting.number} />}
      {posting && <Facts posting={posting} />}
      {posting && <Lines lines={posting.lines ?? []} />}
    </Page>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt className="text-muted-foreground">{name}</dt>
      <dd className="wrap-anywhere">{children}</dd>
    </div>
  );
}

/** What sort of movement all its lines are; undefined: of several sorts. */
function movementOf(lines: readonly StockTransaction[]): MovementType | undefined {
  const type = lines[0]?.transaction_type;
  return lines.every((line) => line.transaction_type === type) ? type : undefined;
}

function Facts({ posting }: { posting: PostingType }) {
  const { t } = useTranslation();
  const movement = movementOf(posting.lines ?? []);
  return (
    <dl className="grid gap-3 sm:grid-cols-3 lg:grid-cols-4">
      <Fact name={t("field.number")}>
        <Code code={posting.number} />
      </Fact>
      <Fact name={t("field.kind")}>{t(`word.posting_kind.${posting.kind}`)}</Fact>
      {movement && (
        <Fact name={t("field.transaction_type")}>
          <Movement type={movement} />
        </Fact>
      )}
      <Fact name={t("field.transaction_date")}>
        <Moment at={posting.transaction_date} />
      </Fact>
      <Fact name={t("field.posted_at")}>
        <Moment at={posting.posted_at} />
      </Fact>
      <Fact name={t("field.created_by_name")}>{posting.created_by_name}</Fact>
      {(["reference", "remarks", "reason"] as const).map(
        (name) =>
          posting[name] && (
            <Fact key={name} name={t(`field.${name}`)}>
              {posting[name]}
            </Fact>
          ),
      )}
      <Other id={posting.reverses_id} says="ledger.reverses" />
      <Other id={posting.reversed_by_id} says="ledger.reversed_by" />
    </dl>
  );
}

function Other({ id, says }: { id: string | undefined; says: "ledger.reverses" | "ledger.reversed_by" }) {
  const { t } = useTranslation();
  if (!id) return null;
  return (
    <Link to={pathOf("posting", id)} className="self-end text-primary underline underline-offset-4">
      {t(says, { what: t("ledger.another") })}
    </Link>
  );
}

function Lines({ lines }: { lines: readonly StockTransaction[] }) {
  const { t } = useTranslation();
  const places = mostPlaces(lines.map((line) => line.quantity));
  const costPlaces = mostPlaces(lines.map((line) => line.unit_cost));
  const hasLot = lines.some((line) => line.lot !== "");
  const hasReason = lines.some((line) => line.reason_code !== undefined);
  // The server leaves costs out for those who may not read them.
  const hasCost = lines.some((line) => line.unit_cost !== undefined);
  return (
    // A region that scrolls is reached by keyboard.
    // eslint-disable-next-line jsx-a11y-x/no-noninteractive-tabindex
    <div role="region" aria-label={t("field.lines")} tabIndex={0} className="overflow-x-auto rounded-md border bg-card print:overflow-visible print:rounded-none print:border-x-0">
      <Table>
        <TableHeader>
          <TableRow>
            <TableHead>{t("field.item_code")}</TableHead>
            <TableHead>{t("field.item_name")}</TableHead>
            <TableHead className="text-right">{t("field.quantity")}</TableHead>
            {hasCost && <TableHead className="text-right">{t("field.unit_cost")}</TableHead>}
            {hasLot && <TableHead>{t("field.lot")}</TableHead>}
            <TableHead>{t("field.location_id")}</TableHead>
            {!movementOf(lines) && <TableHead>{t("field.transaction_type")}</TableHead>}
            {hasReason && <TableHead>{t("field.reason_code")}</TableHead>}
          </TableRow>
        </TableHeader>
        <TableBody>
          {lines.map((line) => (
            <TableRow key={line.id}>
              <TableCell>
                <Link to={pathOf("item", line.item_id)} className="font-mono whitespace-nowrap underline-offset-4 hover:underline">
                  {line.item_code}
                </Link>
              </TableCell>
              <TableCell>{line.item_name}</TableCell>
              <TableCell className="text-right">
                <Quantity value={line.quantity} unit={line.uom ?? ""} places={places} withSign />
              </TableCell>
              {hasCost && <TableCell className="text-right">{line.unit_cost !== undefined && <Quantity value={line.unit_cost} places={costPlaces} />}</TableCell>}
              {hasLot && <TableCell className="min-w-18 font-mono wrap-anywhere">{line.lot}</TableCell>}
              <TableCell className="font-mono">{line.location_code}</TableCell>
              {!movementOf(lines) && (
                <TableCell>
                  <Movement type={line.transaction_type} />
                </TableCell>
              )}
              {hasReason && <TableCell>{line.reason_code}</TableCell>}
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </div>
  );
}
