// Settings of this build, see .env.example.
const env = import.meta.env;

const apiUrl = (env.VITE_API_URL as string | undefined) ?? "";

export const config = {
  apiUrl,
  /** Whether the API has the page's origin, so that cookies work. */
  isOwnOrigin: new URL(apiUrl, window.location.origin).origin === window.location.origin,
  appName: (env.VITE_APP_NAME as string | undefined) || "CCPL ERP",
  environment: (env.VITE_ENVIRONMENT as string | undefined) || "production",
};
