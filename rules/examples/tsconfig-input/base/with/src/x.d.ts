declare module "x";
