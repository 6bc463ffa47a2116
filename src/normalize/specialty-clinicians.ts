/**
 * Taxonomy codes of clinicians other than physicians: code, our plain words, and what lists call
 * it. The codes are public identifiers; every word is ours.
 */
export const clinicianSpecialties = `
363L00000X|Nurse Practitioner|nurse practitioner;aprn;advanced practice nurse;advanced practice registered nurse
363LA2100X|Acute Care Nurse Practitioner|acute care nurse practitioner;acnp;agacnp;adult gerontology acute care nurse practitioner
363LA2200X|Adult Health Nurse Practitioner|adult nurse practitioner;adult health nurse practitioner
363LC0200X|Critical Care Nurse Practitioner|critical care nurse practitioner
363LC1500X|Community Health Nurse Practitioner|community health nurse practitioner
363LF0000X|Family Nurse Practitioner|family nurse practitioner;fnp;family medicine nurse practitioner
363LG0600X|Gerontology Nurse Practitioner|gerontology nurse practitioner;geriatric nurse practitioner;agnp;adult gerontology nurse practitioner
363LN0000X|Neonatal Nurse Practitioner|neonatal nurse practitioner;nnp
363LN0005X|Neonatal Critical Care Nurse Practitioner|neonatal critical care nurse practitioner
363LP0200X|Pediatric Nurse Practitioner|pediatric nurse practitioner;pnp;cpnp
363LP0222X|Pediatric Critical Care Nurse Practitioner|pediatric critical care nurse practitioner
363LP0808X|Psychiatric Nurse Practitioner|psychiatric nurse practitioner;psychiatric mental health nurse practitioner;pmhnp;mental health nurse practitioner
363LP2300X|Primary Care Nurse Practitioner|primary care nurse practitioner
363LS0200X|School Nurse Practitioner|school nurse practitioner
363LW0102X|Women's Health Nurse Practitioner|womens health nurse practitioner;whnp
363LX0001X|Obstetrics and Gynecology Nurse Practitioner|obstetrics gynecology nurse practitioner
363LX0106X|Occupational Health Nurse Practitioner|occupational health nurse practitioner
363A00000X|Physician Assistant|physician assistant;physician associate;pa c
363AM0700X|Medical Physician Assistant|medical physician assistant
363AS0400X|Surgical Physician Assistant|surgical physician assistant;surgery physician assistant
364S00000X|Clinical Nurse Specialist|clinical nurse specialist;cns;certified clinical nurse specialist
364SP0808X|Psychiatric Clinical Nurse Specialist|psychiatric clinical nurse specialist;psychiatric mental health clinical nurse specialist
364SA2200X|Adult Health Clinical Nurse Specialist|adult health clinical nurse specialist
367500000X|Nurse Anesthetist|nurse anesthetist;crna;certified registered nurse anesthetist;certified registered nurse anesthetist crna
367A00000X|Nurse Midwife|certified nurse midwife;nurse midwife;cnm;advanced practice midwife
367H00000X|Anesthesiologist Assistant|anesthesiology assistant;anesthesiologist assistant;certified anesthesiologist assistant;caa
163W00000X|Registered Nurse|registered nurse;rn;nurse;nursing
163WA0400X|Addiction Registered Nurse|addiction nurse;addiction registered nurse
163WA2000X|Nurse Administrator|nurse administrator
163WC0200X|Critical Care Registered Nurse|critical care nurse;critical care registered nurse;icu nurse
163WC0400X|Nurse Case Manager|nurse case manager;case management registered nurse;rn case manager
163WC1500X|Community Health Registered Nurse|community health nurse;public health nurse;community health registered nurse
163WE0003X|Emergency Registered Nurse|emergency nurse;emergency room nurse;emergency registered nurse
163WG0000X|General Practice Registered Nurse|general practice nurse;general practice registered nurse
163WH0200X|Home Health Registered Nurse|home health nurse;home health registered nurse
163WL0100X|Lactation Consultant Nurse|lactation nurse;lactation consultant registered nurse
163WM0705X|Medical-Surgical Registered Nurse|medical surgical nurse;medical surgical registered nurse;med surg nurse
163WN0002X|Neonatal Intensive Care Nurse|neonatal intensive care nurse;nicu nurse
163WP0200X|Pediatric Registered Nurse|pediatric nurse;pediatric registered nurse
163WP0807X|Child and Adolescent Psychiatric Nurse|child psychiatric nurse;child adolescent psychiatric nurse
163WP0808X|Psychiatric Registered Nurse|psychiatric nurse;psychiatric mental health nurse;psychiatric mental health registered nurse;mental health nurse
163WP0809X|Adult Psychiatric Nurse|adult psychiatric nurse
163WS0200X|School Nurse|school nurse;school registered nurse
164W00000X|Licensed Practical Nurse|practical nurse;lpn
164X00000X|Licensed Vocational Nurse|vocational nurse;lvn
167G00000X|Psychiatric Technician|psychiatric technician
101Y00000X|Counselor|counselor;therapist;psychotherapist
101YA0400X|Addiction Counselor|addiction counselor;substance abuse counselor;substance use disorder counselor;drug alcohol counselor;chemical dependency counselor;alcohol drug counselor
101YM0800X|Mental Health Counselor|mental health counselor;lmhc;mental health therapist;mental health
101YP1600X|Pastoral Counselor|pastoral counselor
101YP2500X|Professional Counselor|professional counselor;lpc;lpcc;clinical professional counselor
101YS0200X|School Counselor|school counselor;guidance counselor
102L00000X|Psychoanalyst|psychoanalyst;psychoanalysis
103G00000X|Clinical Neuropsychologist|neuropsychology;clinical neuropsychology
103K00000X|Behavior Analyst|behavior analyst;bcba;board certified behavior analyst;aba therapist;applied behavior analyst
103T00000X|Psychologist|psychology
103TC0700X|Clinical Psychologist|clinical psychology
103TC1900X|Counseling Psychologist|counseling psychology
103TC2200X|Child Psychologist|child psychology;child adolescent psychology;clinical child psychology
103TS0200X|School Psychologist|school psychology
103TF0200X|Forensic Psychologist|forensic psychology
103TH0004X|Health Psychologist|health psychology
103TB0200X|Cognitive and Behavioral Psychologist|behavioral psychology;cognitive behavioral psychology
104100000X|Social Worker|social worker;social work;msw
1041C0700X|Clinical Social Worker|clinical social worker;clinical social work;lcsw;licsw
1041S0200X|School Social Worker|school social worker
106E00000X|Assistant Behavior Analyst|assistant behavior analyst;bcaba
106H00000X|Marriage and Family Therapist|marriage family therapist;lmft;mft;marriage family counselor;family therapist
106S00000X|Behavior Technician|behavior technician;rbt;behavioral technician;registered behavior technician;behavior therapist
111N00000X|Chiropractor|chiropractic;chiropractic medicine;dc
111NR0400X|Rehabilitation Chiropractor|chiropractic rehabilitation
111NS0005X|Sports Chiropractor|sports chiropractic;chiropractic sports medicine
122300000X|Dentist|dentistry;dental;dds;dmd
1223G0001X|General Dentist|dentistry;dental;dds;dmd;general dentistry;general practice dentistry;family dentistry
1223D0001X|Public Health Dentist|dental public health;public health dentistry
1223E0200X|Endodontist|endodontics;root canal specialist
1223P0106X|Oral Pathologist|oral pathology;oral maxillofacial pathology
1223P0221X|Pediatric Dentist|pediatric dentistry;childrens dentistry;pedodontics
1223P0300X|Periodontist|periodontics;gum specialist
1223P0700X|Prosthodontist|prosthodontics
1223S0112X|Oral and Maxillofacial Surgeon (Dentist)|oral surgery;oral maxillofacial surgery;maxillofacial surgery;dental surgery
1223X0400X|Orthodontist|orthodontics;orthodontics dentofacial orthopedics
1223X0008X|Oral Radiologist|oral radiology;oral maxillofacial radiology
1223D0004X|Dental Anesthesiologist|dental anesthesiology
124Q00000X|Dental Hygienist|dental hygienist;hygienist;rdh
126800000X|Dental Assistant|dental assistant
125J00000X|Dental Therapist|dental therapist
133N00000X|Nutritionist|nutritionist;nutrition
133NN1002X|Nutrition Educator|nutrition education;nutrition educator
133V00000X|Registered Dietitian|dietitian;registered dietitian;dietician;rd;rdn;registered dietitian nutrition professional;registered dietitian nutritionist;dietitian nutritionist
136A00000X|Dietetic Technician|dietetic technician
146L00000X|Paramedic|paramedic;emt paramedic
146N00000X|Emergency Medical Technician|emergency medical technician;emt;emt basic
152W00000X|Optometrist|optometry;eye doctor;od
156F00000X|Eye Technician|eye technician;ophthalmic technician
156FX1800X|Optician|optician;dispensing optician
171000000X|Military Health Care Provider|military health care provider
171100000X|Acupuncturist|acupuncturist;acupuncture;oriental medicine
171400000X|Health and Wellness Coach|health coach;wellness coach;health wellness coach
171M00000X|Case Manager|case manager;care coordinator;case management
172V00000X|Community Health Worker|community health worker;chw
173000000X|Legal Medicine Expert|legal medicine
174400000X|Health Care Specialist (Unspecified)|health care specialist
174H00000X|Health Educator|health educator;health education;diabetes educator
174N00000X|Lactation Consultant|lactation consultant;ibclc
175F00000X|Naturopath|naturopath;naturopathic doctor;naturopathic medicine;naturopathy
175T00000X|Peer Specialist|peer specialist;peer support;peer support specialist;recovery coach
175L00000X|Homeopath|homeopath;homeopathy
176B00000X|Midwife|midwife;lay midwife;direct entry midwife
170300000X|Genetic Counselor|genetic counselor;cgc
183500000X|Pharmacist|pharmacist;pharmacy;rph;pharmd
1835P0018X|Clinical Pharmacist|clinical pharmacist;clinical pharmacy
1835P1200X|Pharmacotherapy Pharmacist|pharmacotherapy;pharmacotherapy pharmacist
1835P2201X|Ambulatory Care Pharmacist|ambulatory care pharmacist
1835G0303X|Geriatric Pharmacist|geriatric pharmacist
1835X0200X|Oncology Pharmacist|oncology pharmacist
183700000X|Pharmacy Technician|pharmacy technician;pharm tech
213E00000X|Podiatrist|podiatry;podiatric medicine;foot doctor;dpm
213ES0103X|Foot and Ankle Surgeon (Podiatry)|foot ankle surgery;podiatric surgery;foot ankle podiatry
213ES0131X|Foot Surgeon (Podiatry)|foot surgery
213EP1101X|Primary Podiatric Medicine|primary podiatric medicine
221700000X|Art Therapist|art therapist
222Q00000X|Developmental Therapist|developmental therapist
224Z00000X|Occupational Therapy Assistant|occupational therapy assistant;cota
225100000X|Physical Therapist|physical therapist;pt;physical therapist in private practice;physiotherapist
2251P0200X|Pediatric Physical Therapist|pediatric physical therapist
2251S0007X|Sports Physical Therapist|sports physical therapist
2251X0800X|Orthopedic Physical Therapist|orthopedic physical therapist
2251N0400X|Neurologic Physical Therapist|neurologic physical therapist;neuro physical therapist
2251G0304X|Geriatric Physical Therapist|geriatric physical therapist
225200000X|Physical Therapy Assistant|physical therapy assistant;physical therapist assistant;pta
225400000X|Rehabilitation Practitioner|rehabilitation practitioner
225700000X|Massage Therapist|massage therapist;lmt
225800000X|Recreation Therapist|recreation therapist;recreational therapist
225A00000X|Music Therapist|music therapist
225X00000X|Occupational Therapist|occupational therapist;ot;occupational therapist in private practice
225XH1200X|Hand Occupational Therapist|hand therapist;hand occupational therapist;certified hand therapist
225XP0200X|Pediatric Occupational Therapist|pediatric occupational therapist
2255A2300X|Athletic Trainer|athletic trainer;atc
225C00000X|Rehabilitation Counselor|rehabilitation counselor
227800000X|Certified Respiratory Therapist|certified respiratory therapist
227900000X|Registered Respiratory Therapist|respiratory therapist;rrt;registered respiratory therapist
229N00000X|Anaplastologist|anaplastologist
222Z00000X|Orthotist|orthotist
224P00000X|Prosthetist|prosthetist
231H00000X|Audiologist|audiology;qualified audiologist
235Z00000X|Speech-Language Pathologist|speech language pathology;speech therapist;speech pathology;slp;qualified speech language pathologist;speech language therapist;speech
2355S0801X|Speech-Language Assistant|speech language pathology assistant;slpa;speech language assistant
237600000X|Audiologist and Hearing Aid Fitter|audiology hearing aid fitter;hearing aid audiology
237700000X|Hearing Instrument Specialist|hearing instrument specialist;hearing aid specialist;hearing instrument
246RP1900X|Phlebotomist|phlebotomist;phlebotomy
246ZC0007X|Surgical Assistant|surgical assistant
246ZE0600X|Electroneurodiagnostic Technologist|electroneurodiagnostic technologist;eeg technologist
247100000X|Radiologic Technologist|radiologic technologist;radiology technician;xray technician
2471S1302X|Sonographer|sonographer;ultrasound technician
247200000X|Other Health Technician|
372500000X|Chore Provider|chore provider
372600000X|Adult Companion|adult companion
373H00000X|Day Training Specialist|day training;habilitation specialist
374700000X|Nursing Technician|
374J00000X|Doula|doula
374U00000X|Home Health Aide|home health aide;hha
3747A0650X|Attendant Care Provider|attendant care provider;attendant
3747P1801X|Personal Care Attendant|personal care attendant;personal care aide;pca;caregiver
376J00000X|Homemaker|homemaker
376K00000X|Nursing Assistant|nurse aide;nursing assistant;cna;certified nursing assistant;nurses aide
390200000X|Student or Resident in Training|student;resident;trainee;intern;medical student;student in an organized health care education training program
`;
