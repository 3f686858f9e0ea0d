// A form that is sent to the API: errors are shown at their fields, the input is kept, and a second
// click while sending does nothing.
import { toNestErrors } from "@hookform/resolvers";
import { useRef, useState } from "react";
import { useForm, type DefaultValues, type FieldErrors, type FieldValues, type Resolver, type UseFormReturn } from "react-hook-form";
import { toApiError, type Fault } from "@/api/errors";
import { placeFaults, problemOf, type Problem } from "./faults";

interface Options<V extends FieldValues> {
  defaults: V;
  /** Client-side validation. */
  check?: (values: V) => Fault[];
  send: (values: V) => Promise<void>;
}

export interface ApiForm<V extends FieldValues> {
  form: UseFormReturn<V>;
  submit: () => Promise<void>;
  problem: Problem | undefined;
}

function resolverOf<V extends FieldValues>(check: (values: V) => Fault[]): Resolver<V> {
  return (values, _context, options) => {
    const flat: Record<string, { type: string; message: string }> = {};
    for (const { path, type, message } of check(values)) flat[path.join(".")] ??= { type, message };
    return Object.keys(flat).length === 0 ? { values, errors: {} } : { values: {}, errors: toNestErrors(flat as FieldErrors, options) as FieldErrors<V> };
  };
}

export function useApiForm<V extends FieldValues>({ defaults, check, send }: Options<V>): ApiForm<V> {
  const [problem, setProblem] = useState<Problem>();
  const busy = useRef(false);
  const form = useForm<V>({
    defaultValues: defaults as DefaultValues<V>,
    ...(check && { resolver: resolverOf(check) }),
    reValidateMode: "onBlur",
  });

  async function attempt(values: V): Promise<void> {
    setProblem(undefined);
    try {
      await send(values);
    } catch (thrown) {
      const error = toApiError(thrown);
      setProblem(problemOf(error, placeFaults(form, Object.keys(defaults), error.faults)));
    }
  }

  const submit = async () => {
    if (busy.current) return;
    busy.current = true;
    await form.handleSubmit(attempt)().finally(() => {
      busy.current = false;
    });
  };
  return { form, submit, problem };
}
