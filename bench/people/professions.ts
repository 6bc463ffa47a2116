/** What an invented person does. */
export interface Profession {
  /** NUCC code. */
  code: string;
  /** What a recruiter would write into a list; the first is the commonest. */
  spoken: readonly string[];
  credentials: readonly string[];
  weight: number;
  /** Share of women. */
  women: number;
  /** Letters that licence numbers of this profession often begin with. */
  licence: string;
  /** A second taxonomy many of them list too; blank when there is none. */
  second: string;
}

/** `code | weight | women | licence | credentials | second | spoken` */
const table = `
207Q00000X|34|.45|MD|MD,M.D.,DO,D.O.|208D00000X|Family Medicine,Family Practice,FM,Primary Care
207R00000X|40|.42|MD|MD,M.D.,DO,MD PHD|208M00000X|Internal Medicine,Internist,IM
208000000X|20|.62|MD|MD,M.D.,DO|2080N0001X|Pediatrics,Peds,Pediatrician
207V00000X|13|.6|MD|MD,M.D.,DO|207VG0400X|OB/GYN,Obstetrics & Gynecology,Ob-Gyn
2084P0800X|14|.42|MD|MD,M.D.,DO|2084P0804X|Psychiatry,Psychiatrist,Psych
2084N0400X|6|.33|MD|MD,M.D.,DO|2084V0102X|Neurology,Neurologist
207P00000X|14|.3|MD|MD,M.D.,DO|207Q00000X|Emergency Medicine,EM,ER Physician
207L00000X|13|.28|MD|MD,M.D.,DO|207LP2900X|Anesthesiology,Anesthesia
2085R0202X|11|.25|MD|MD,M.D.,DO|2085R0204X|Diagnostic Radiology,Radiology
208600000X|10|.25|MD|MD,M.D.,MD FACS|2086S0127X|General Surgery,Surgery
207X00000X|9|.08|MD|MD,M.D.,DO|207XX0005X|Orthopedic Surgery,Orthopedics,Ortho
207RC0000X|9|.17|MD|MD,M.D.,MD FACC|207R00000X|Cardiology,Cardiovascular Disease,Cards
207RG0100X|6|.2|MD|MD,M.D.|207R00000X|Gastroenterology,GI
207RP1001X|5|.2|MD|MD,M.D.|207RC0200X|Pulmonary Disease,Pulmonology,Pulm
207RN0300X|4|.28|MD|MD,M.D.|207R00000X|Nephrology,Nephrologist
207RE0101X|3|.5|MD|MD,M.D.|207R00000X|Endocrinology,Endo
207RH0003X|4|.36|MD|MD,M.D.|207RX0202X|Hematology/Oncology,Heme Onc,Oncology
207RI0200X|3|.42|MD|MD,M.D.|207R00000X|Infectious Disease,ID
207RR0500X|2|.46|MD|MD,M.D.|207R00000X|Rheumatology,Rheum
207N00000X|5|.52|MD|MD,M.D.,DO|207NS0135X|Dermatology,Derm
207W00000X|7|.27|MD|MD,M.D.|207WX0107X|Ophthalmology,Eye Surgery
207Y00000X|4|.18|MD|MD,M.D.|207YX0905X|Otolaryngology,ENT
208800000X|4|.1|MD|MD,M.D.|208800000X|Urology,Urologist
207ZP0102X|5|.4|MD|MD,M.D.|207ZC0500X|Pathology,Pathologist
2085R0001X|2|.28|MD|MD,M.D.|2085R0202X|Radiation Oncology,Rad Onc
208100000X|3|.35|MD|MD,M.D.,DO|2081P2900X|Physical Medicine & Rehabilitation,PM&R
208M00000X|7|.42|MD|MD,M.D.,DO|207R00000X|Hospitalist,Hospital Medicine
208200000X|2|.18|MD|MD,M.D.|2082S0105X|Plastic Surgery
207T00000X|2|.1|MD|MD,M.D.|207T00000X|Neurosurgery,Neurological Surgery
390200000X|48|.6||,MD,DO,MS||Resident,Student,Trainee
363L00000X|14|.88|RN|NP,APRN,CRNP,ARNP|363LF0000X|Nurse Practitioner,NP
363LF0000X|44|.88|RN|FNP-C,FNP,APRN,NP,FNP-BC,APRN FNP-C|363L00000X|Family Nurse Practitioner,FNP,Nurse Practitioner
363LP0808X|14|.84|RN|PMHNP-BC,PMHNP,APRN,NP|363LF0000X|Psychiatric Nurse Practitioner,Psych NP,PMHNP
363LA2200X|7|.88|RN|ANP,ANP-C,APRN,AGNP|363L00000X|Adult Nurse Practitioner,NP
363LA2100X|5|.85|RN|ACNP,AGACNP-BC,APRN|363L00000X|Acute Care Nurse Practitioner,Acute Care NP
363LP0200X|3|.95|RN|CPNP,PNP,APRN|363L00000X|Pediatric Nurse Practitioner,PNP
363A00000X|22|.68|PA|PA-C,PA,PAC|363AM0700X|Physician Assistant,PA
363AM0700X|9|.68|PA|PA-C,PA|363A00000X|Physician Assistant Medical,PA
367500000X|10|.59|RN|CRNA,APRN,CRNA APRN|163W00000X|Nurse Anesthetist,CRNA
367A00000X|2|.99|RN|CNM,APRN CNM|363LX0001X|Nurse Midwife,Midwife
163W00000X|38|.89|RN|RN,R.N.,BSN RN,RN BSN|163WP0808X|Registered Nurse,RN,Nurse
164W00000X|9|.91|PN|LPN,LVN||Licensed Practical Nurse,LPN
1041C0700X|40|.84|SW|LCSW,LICSW,L.C.S.W.,LCSW-R|104100000X|Clinical Social Worker,LCSW,Social Work
104100000X|16|.85|SW|LMSW,MSW,LSW|1041C0700X|Social Worker,Social Work
101YM0800X|42|.77|LC|LMHC,LPC,LCPC,MA,LPCC|101YP2500X|Mental Health Counselor,Counselor
101YP2500X|22|.77|LP|LPC,LPC-A,MA LPC,NCC|101YM0800X|Professional Counselor,LPC
101YA0400X|12|.66|CA|LCDC,CADC,CASAC|101YM0800X|Addiction Counselor,Substance Abuse Counselor
106H00000X|14|.79|MF|LMFT,MFT,AMFT|101YM0800X|Marriage & Family Therapist,LMFT
103TC0700X|14|.68|PY|PSYD,PHD,PH.D.,PSY.D.|103T00000X|Clinical Psychologist,Psychologist
103T00000X|7|.68|PY|PHD,PSYD,PH.D.|103TC0700X|Psychologist,Psychology
103K00000X|12|.86|BA|BCBA,BCBA LBA||Behavior Analyst,BCBA
106S00000X|58|.82||RBT,||Behavior Technician,RBT
225100000X|30|.65|PT|PT,DPT,PT DPT,MPT|2251X0800X|Physical Therapist,Physical Therapy,PT
225X00000X|16|.89|OT|OTR/L,OT,OTR,MOT|225XP0200X|Occupational Therapist,Occupational Therapy,OT
224Z00000X|4|.88|OA|COTA,COTA/L||Occupational Therapy Assistant,COTA
225200000X|5|.66|TA|PTA||Physical Therapist Assistant,PTA
235Z00000X|19|.95|SP|CCC-SLP,SLP,MS CCC-SLP,M.S. CCC-SLP||Speech-Language Pathologist,Speech Therapy,SLP
231H00000X|2|.84|AU|AUD,AU.D.|237600000X|Audiologist,Audiology
183500000X|32|.59|RP|PHARMD,RPH,PHARM.D.,PHARM D|1835P0018X|Pharmacist,Pharmacy
183700000X|9|.76|PT|CPHT,||Pharmacy Technician
122300000X|12|.37|DN|DDS,DMD,D.D.S.|1223G0001X|Dentist,Dental
1223G0001X|22|.4|DN|DDS,DMD,D.M.D.,D.D.S.|122300000X|General Dentistry,Dentist
1223X0400X|2|.3|DN|DDS,DMD,DDS MS|122300000X|Orthodontics,Orthodontist
1223P0221X|2|.55|DN|DDS,DMD|122300000X|Pediatric Dentistry,Pedo
124Q00000X|6|.97|DH|RDH||Dental Hygienist,RDH
152W00000X|9|.47|OP|OD,O.D.|152WC0802X|Optometry,Optometrist
111N00000X|14|.28|DC|DC,D.C.|111NS0005X|Chiropractor,Chiropractic
213E00000X|2|.28|PO|DPM,D.P.M.|213ES0103X|Podiatry,Podiatrist
213ES0103X|2|.25|PO|DPM|213E00000X|Foot & Ankle Surgery,Podiatry
133V00000X|11|.93|DT|RD,RDN,RDN LD,MS RD|133N00000X|Dietitian,Nutrition
171M00000X|16|.82||BSW,|172V00000X|Case Manager,Care Coordinator
172V00000X|8|.8||CHW,||Community Health Worker
225700000X|10|.8|MT|LMT,L.M.T.||Massage Therapist,Massage
171100000X|5|.7|AC|LAC,L.AC.,DACM|175F00000X|Acupuncturist,Acupuncture
175F00000X|1|.7|ND|ND,N.D.|171100000X|Naturopath,Naturopathic Medicine
175T00000X|11|.64||CPS,||Peer Specialist,Peer Support
227900000X|5|.62|RC|RRT,RRT-NPS|227800000X|Respiratory Therapist,RT
146N00000X|3|.35|EM|EMT,||EMT
374U00000X|6|.88||HHA,||Home Health Aide,Caregiver
3747P1801X|9|.85||,||Personal Care Attendant,Caregiver`;

export const professions: readonly Profession[] = table
  .trim()
  .split("\n")
  .map((line) => {
    const [code = "", weight, women, licence = "", credentials = "", second = "", spoken = ""] =
      line.split("|");
    return {
      code,
      weight: Number(weight),
      women: Number(women),
      licence,
      credentials: credentials.split(","),
      second,
      spoken: spoken.split(","),
    };
  });
