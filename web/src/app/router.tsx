// The table of pages as routes: public ones alone, all others behind the sign-in, in the
// frame. A page's program is fetched before it is shown; until then the one before stays.
import { lazy, Suspense } from "react";
import { createBrowserRouter, type RouteObject } from "react-router";
import { Allowed } from "./Allowed";
import { Fault } from "./Fault";
import { Gate } from "./Gate";
import { NotFound } from "./NotFound";
import { pages, type PageRow } from "./pages";

// Who only signs in does not wait for it.
const Frame = lazy(() => import("./Frame"));

const Nothing = () => null;

function asRoute(row: PageRow): RouteObject {
  return {
    path: row.path,
    errorElement: <Fault />,
    lazy: async () => {
      const { default: Content } = await row.load();
      return {
        element: (
          <Allowed needs={row.needs}>
            <Content />
          </Allowed>
        ),
      };
    },
  };
}

const framed = (
  <Suspense>
    <Frame />
  </Suspense>
);

export const router = createBrowserRouter([
  {
    errorElement: <Fault />,
    HydrateFallback: Nothing,
    children: [
      ...pages.filter((row) => row.isPublic).map(asRoute),
      {
        element: <Gate />,
        children: [{ element: framed, children: [...pages.filter((row) => !row.isPublic).map(asRoute), { path: "*", element: <NotFound /> }] }],
      },
    ],
  },
]);
