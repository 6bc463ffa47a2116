import type { SearchService } from "./search-service.ts";

/** Family medicine: in every list of codes. */
const anySpecialty = "207Q00000X";

/** The smallest call there is, about nobody: whether whoever answers really does. */
export async function probeService(service: SearchService): Promise<void> {
  if (service.probe === undefined) await service.specialtyNames([anySpecialty]);
  else await service.probe();
}
