// The settings of this build, see .env.example.
const env = import.meta.env;

export const config = {
  apiUrl: (env.VITE_API_URL as string | undefined) ?? "",
  appName: (env.VITE_APP_NAME as string | undefined) || "CCPL ERP",
  environment: (env.VITE_ENVIRONMENT as string | undefined) || "production",
  analytics: env.VITE_ENABLE_ANALYTICS === "true",
};
