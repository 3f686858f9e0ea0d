// The table of pages as routes: public ones alone, all others behind the sign-in, in the frame.
import { lazy, Suspense } from "react";
import { createBrowserRouter, type RouteObject } from "react-router";
import { Allowed } from "./Allowed";
import { Fault } from "./Fault";
import { Gate } from "./Gate";
import { NotFound } from "./NotFound";
import { pages, type PageRow } from "./pages";

// Who only signs in does not wait for it.
const Frame = lazy(() => import("./Frame"));

function asRoute(row: PageRow): RouteObject {
  const Content = lazy(row.load);
  return {
    path: row.path,
    element: (
      <Allowed needs={row.needs}>
        <Content />
      </Allowed>
    ),
    errorElement: <Fault />,
  };
}

export const router = createBrowserRouter([
  ...pages.filter((row) => row.isPublic).map(asRoute),
  {
    element: <Gate />,
    errorElement: <Fault />,
    children: [
      {
        element: (
          <Suspense>
            <Frame />
          </Suspense>
        ),
        children: [...pages.filter((row) => !row.isPublic).map(asRoute), { path: "*", element: <NotFound /> }],
      },
    ],
  },
]);
