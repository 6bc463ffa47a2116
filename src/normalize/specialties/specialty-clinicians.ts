/**
 * Taxonomy codes of clinicians other than physicians, nurses and physician assistants: code, our plain words, and what lists call
 * it. The codes are public identifiers; every word is ours.
 */
export const clinicianSpecialties = `
101Y00000X|Counselor|counselor;therapist;psychotherapist;behavioral therapist;counseling;psychotherapy;behavioral health counselor;behavioral health therapist;talk therapist
101YA0400X|Addiction Counselor|addiction counselor;substance abuse counselor;substance use disorder counselor;drug alcohol counselor;chemical dependency counselor;alcohol drug counselor;addiction therapist;ladc;cadc;lcdc;substance use counselor;chemical dependency;drug abuse counselor;addictions specialist;sudp;addiction
101YM0800X|Mental Health Counselor|mental health counselor;lmhc;mental health therapist;mental health;licensed mental health counselor;clinical mental health counselor;lcmhc;mental health professional;mental health clinician;licensed mental health professional;lmhp
101YP1600X|Pastoral Counselor|pastoral counselor
101YP2500X|Professional Counselor|professional counselor;lpc;lpcc;clinical professional counselor;licensed professional counselor;lcpc;lpcc s;licensed clinical professional counselor
101YS0200X|School Counselor|school counselor;guidance counselor
102L00000X|Psychoanalyst|psychoanalyst;psychoanalysis
103G00000X|Clinical Neuropsychologist|neuropsychology;clinical neuropsychology
103K00000X|Behavior Analyst|behavior analyst;bcba;board certified behavior analyst;aba therapist;applied behavior analyst;behavioral analyst;behavioral analysis;aba;applied behavior analysis;behavior specialist
103T00000X|Psychologist|psychology;psychologist billing independently;psychological
103TC0700X|Clinical Psychologist|clinical psychology;psychologist clinical;licensed psychologist;licensed clinical psychologist
103TC1900X|Counseling Psychologist|counseling psychology
103TC2200X|Child Psychologist|child psychology;child adolescent psychology;clinical child psychology
103TS0200X|School Psychologist|school psychology
103TF0200X|Forensic Psychologist|forensic psychology
103TH0004X|Health Psychologist|health psychology
103TB0200X|Cognitive and Behavioral Psychologist|behavioral psychology;cognitive behavioral psychology
104100000X|Social Worker|social worker;social work;msw;lmsw;bsw;lsw;medical social worker;hospital social worker
1041C0700X|Clinical Social Worker|clinical social worker;clinical social work;lcsw;licsw;licensed clinical social worker;lcsw r;medical social worker;behavioral health social worker;psychiatric social worker
1041S0200X|School Social Worker|school social worker
106E00000X|Assistant Behavior Analyst|assistant behavior analyst;bcaba
106H00000X|Marriage and Family Therapist|marriage family therapist;lmft;mft;marriage family counselor;family therapist;marriage family therapy;family therapy;couples therapist;marriage counselor;couple family therapist
106S00000X|Behavior Technician|behavior technician;rbt;behavioral technician;registered behavior technician;behavior therapist;behavioral health technician;aba technician;behavior tech
111N00000X|Chiropractor|chiropractic;chiropractic medicine;dc;chiropractor;chiropractic physician;chiro
111NR0400X|Rehabilitation Chiropractor|chiropractic rehabilitation
111NS0005X|Sports Chiropractor|sports chiropractic;chiropractic sports medicine
122300000X|Dentist|dentistry;dental;dds;dmd;dentist;dental surgeon;dental provider;dental practice
1223G0001X|General Dentist|dentistry;dental;dds;dmd;general dentistry;general practice dentistry;family dentistry;dentistry general practice
1223D0001X|Public Health Dentist|dental public health;public health dentistry
1223E0200X|Endodontist|endodontics;root canal specialist
1223P0106X|Oral Pathologist|oral pathology;oral maxillofacial pathology
1223P0221X|Pediatric Dentist|pediatric dentistry;childrens dentistry;pedodontics
1223P0300X|Periodontist|periodontics;gum specialist
1223P0700X|Prosthodontist|prosthodontics
1223S0112X|Oral and Maxillofacial Surgeon (Dentist)|oral surgery;oral maxillofacial surgery;maxillofacial surgery;dental surgery;oms;omfs;oral surgeon dentist;oral surgery dentist only;oral maxillofacial
1223X0400X|Orthodontist|orthodontics;orthodontics dentofacial orthopedics;ortho dentist
1223X0008X|Oral Radiologist|oral radiology;oral maxillofacial radiology
1223D0004X|Dental Anesthesiologist|dental anesthesiology
124Q00000X|Dental Hygienist|dental hygienist;hygienist;rdh;dental hygiene
126800000X|Dental Assistant|dental assistant;dental assisting;expanded function dental assistant;dental nurse
125J00000X|Dental Therapist|dental therapist
133N00000X|Nutritionist|nutritionist;nutrition;clinical nutrition;certified nutritionist;nutrition professional
133NN1002X|Nutrition Educator|nutrition education;nutrition educator
133V00000X|Registered Dietitian|dietitian;registered dietitian;dietician;rd;rdn;registered dietitian nutrition professional;registered dietitian nutritionist;dietitian nutritionist;nutrition professional;clinical dietitian;registered dietitian or nutrition professional;dietetics;nutritionist
136A00000X|Dietetic Technician|dietetic technician
146L00000X|Paramedic|paramedic;emt paramedic;flight paramedic;ambulance paramedic
146N00000X|Emergency Medical Technician|emergency medical technician;emt;emt basic
152W00000X|Optometrist|optometry;eye doctor;od;optometrist;vision care;vision;doctor of optometry;eye;eye care;optometric
156F00000X|Eye Technician|eye technician;ophthalmic technician;ophthalmic assistant;ophthalmology technician;ophthalmic medical assistant
156FX1800X|Optician|optician;dispensing optician;optical;eyewear
171000000X|Military Health Care Provider|military health care provider
171100000X|Acupuncturist|acupuncturist;acupuncture;oriental medicine;licensed acupuncturist;chinese medicine;traditional chinese medicine;east asian medicine;acupuncturist oriental medicine
171400000X|Health and Wellness Coach|health coach;wellness coach;health wellness coach;coach;health wellness coaching
171M00000X|Case Manager|case manager;care coordinator;case management;case manager care coordinator;care manager;service coordinator;care management;care coordination
172V00000X|Community Health Worker|community health worker;chw;community health aide;patient navigator;promotora
173000000X|Legal Medicine Expert|legal medicine
174400000X|Unclassified Specialist|
174H00000X|Health Educator|health educator;health education;diabetes educator;certified diabetes educator;diabetes education;patient educator
174N00000X|Lactation Consultant|lactation consultant;ibclc;lactation;breastfeeding consultant
175F00000X|Naturopath|naturopath;naturopathic doctor;naturopathic medicine;naturopathy;naturopathic;naturopathic physician
175T00000X|Peer Specialist|peer specialist;peer support;peer support specialist;recovery coach;peer counselor;peer recovery specialist;certified peer specialist;peer recovery coach;peer mentor
175L00000X|Homeopath|homeopath;homeopathy
176B00000X|Midwife|midwife;lay midwife;direct entry midwife;certified professional midwife;licensed midwife;cpm
170300000X|Genetic Counselor|genetic counselor;cgc;genetic counseling;genetics counselor;medical genetics phd
183500000X|Pharmacist|pharmacist;pharmacy;rph;pharmd;retail pharmacist;staff pharmacist;registered pharmacist;doctor of pharmacy;hospital pharmacist;pharmacist in charge
1835P0018X|Clinical Pharmacist|clinical pharmacist;clinical pharmacy;pharmacist clinician;clinical pharmacist practitioner;pharmacist clinical specialist
1835P1200X|Pharmacotherapy Pharmacist|pharmacotherapy;pharmacotherapy pharmacist
1835P2201X|Ambulatory Care Pharmacist|ambulatory care pharmacist
1835G0303X|Geriatric Pharmacist|geriatric pharmacist
1835X0200X|Oncology Pharmacist|oncology pharmacist
183700000X|Pharmacy Technician|pharmacy technician;pharm tech;certified pharmacy technician;pharmacy assistant;cpht
213E00000X|Podiatrist|podiatry;podiatric medicine;foot doctor;dpm;foot;foot ankle;foot care;podiatric;podiatry practice;podiatric physician
213ES0103X|Foot and Ankle Surgeon (Podiatry)|foot ankle surgery;podiatric surgery;foot ankle podiatry;podiatric foot ankle surgery;podiatric surgeon;reconstructive foot ankle surgery
213ES0131X|Foot Surgeon (Podiatry)|foot surgery
213EP1101X|Primary Podiatric Medicine|primary podiatric medicine
221700000X|Art Therapist|art therapist
222Q00000X|Developmental Therapist|developmental therapist
224Z00000X|Occupational Therapy Assistant|occupational therapy assistant;cota;certified occupational therapy assistant;occupational therapist assistant;ota
225100000X|Physical Therapist|physical therapist;pt;physical therapist in private practice;physiotherapist;physical therapy;orthopedic physical therapy;physical therapist private practice;outpatient physical therapy
2251P0200X|Pediatric Physical Therapist|pediatric physical therapist
2251S0007X|Sports Physical Therapist|sports physical therapist
2251X0800X|Orthopedic Physical Therapist|orthopedic physical therapist
2251N0400X|Neurologic Physical Therapist|neurologic physical therapist;neuro physical therapist
2251G0304X|Geriatric Physical Therapist|geriatric physical therapist
225200000X|Physical Therapy Assistant|physical therapy assistant;physical therapist assistant;pta;licensed physical therapist assistant
225400000X|Rehabilitation Practitioner|rehabilitation practitioner
225700000X|Massage Therapist|massage therapist;lmt;massage;licensed massage therapist;massage therapy;bodywork
225800000X|Recreation Therapist|recreation therapist;recreational therapist
225A00000X|Music Therapist|music therapist
225X00000X|Occupational Therapist|occupational therapist;ot;occupational therapist in private practice;occupational therapy;occupational therapist private practice
225XH1200X|Hand Occupational Therapist|hand therapist;hand occupational therapist;certified hand therapist
225XP0200X|Pediatric Occupational Therapist|pediatric occupational therapist
2255A2300X|Athletic Trainer|athletic trainer;atc;athletic training;certified athletic trainer;lat
225C00000X|Rehabilitation Counselor|rehabilitation counselor
227800000X|Certified Respiratory Therapist|certified respiratory therapist;crt;respiratory therapist;respiratory care;respiratory;rt;respiratory care practitioner
227900000X|Registered Respiratory Therapist|respiratory therapist;rrt;registered respiratory therapist;respiratory care;respiratory;rt;respiratory therapy technician;respiratory care practitioner;rcp
229N00000X|Anaplastologist|anaplastologist
222Z00000X|Orthotist|orthotist;orthotics;orthotics prosthetics;certified orthotist;individual certified orthotist;prosthetist orthotist;individual certified prosthetist orthotist;certified prosthetist orthotist
224P00000X|Prosthetist|prosthetist;prosthetics;orthotics prosthetics;certified prosthetist;individual certified prosthetist;prosthetist orthotist;individual certified prosthetist orthotist;certified prosthetist orthotist
231H00000X|Audiologist|audiology;qualified audiologist;audiologist;hearing;hearing care;doctor of audiology
235Z00000X|Speech-Language Pathologist|speech language pathology;speech therapist;speech pathology;slp;qualified speech language pathologist;speech language therapist;speech;speech language;slp cf;ccc slp;speech language pathologist in private practice;speech path;speech therapy
2355S0801X|Speech-Language Assistant|speech language pathology assistant;slpa;speech language assistant;speech assistant;speech therapy assistant
237600000X|Audiologist and Hearing Aid Fitter|audiology hearing aid fitter;hearing aid audiology
237700000X|Hearing Instrument Specialist|hearing instrument specialist;hearing aid specialist;hearing instrument;hearing aid dispenser;hearing instrument dispenser;hearing aid
246RP1900X|Phlebotomist|phlebotomist;phlebotomy
246ZC0007X|Surgical Assistant|surgical assistant;surgical first assistant;surgical first assist;certified surgical assistant;first assistant
246ZE0600X|Electroneurodiagnostic Technologist|electroneurodiagnostic technologist;eeg technologist
247100000X|Radiologic Technologist|radiologic technologist;radiology technician;xray technician;radiologic technician;radiology tech;radiographer;xray;radiology technologist;rad tech;radiologic technology;radiography;rt
2471S1302X|Sonographer|sonographer;ultrasound technician;ultrasound;sonography;diagnostic medical sonographer;ultrasound technologist
247200000X|Other Health Technician|
372500000X|Chore Provider|chore provider
372600000X|Adult Companion|adult companion
373H00000X|Day Training Specialist|day training;habilitation specialist
374700000X|Nursing Technician|technician;patient care technician
374J00000X|Doula|doula
374U00000X|Home Health Aide|home health aide;hha;health care aide;home care aide;home aide
3747A0650X|Attendant Care Provider|attendant care provider;attendant
3747P1801X|Personal Care Attendant|personal care attendant;personal care aide;pca;caregiver;personal care provider;personal care assistant;personal care;home care worker;direct support professional;personal care worker
376J00000X|Homemaker|homemaker
376K00000X|Nursing Assistant|nurse aide;nursing assistant;cna;certified nursing assistant;nurses aide;aide;patient care technician;pct;stna;patient care assistant
390200000X|Student or Resident in Training|
101200000X|Drama Therapist|drama therapist
102X00000X|Poetry Therapist|poetry therapist
103TA0400X|Addiction Psychologist|addiction psychology
103TA0700X|Aging Psychologist|geropsychology;geriatric psychology
103TE1100X|Sport Psychologist|sport psychology;sports psychology;exercise psychology
103TF0000X|Family Psychologist|family psychology
103TH0100X|Health Service Psychologist|health service psychology
103TM1800X|Developmental Psychologist|developmental psychology
103TP0016X|Prescribing Psychologist|prescribing psychology;medical psychology
103TP0814X|Psychoanalytic Psychologist|psychoanalytic psychology
103TP2701X|Group Psychologist|group psychotherapy
103TR0400X|Rehabilitation Psychologist|rehabilitation psychology
111NI0013X|Examining Chiropractor|
111NN0400X|Neurology Chiropractor|chiropractic neurology
111NN1001X|Nutrition Chiropractor|chiropractic nutrition
111NP0017X|Pediatric Chiropractor|pediatric chiropractic
111NR0200X|Radiology Chiropractor|chiropractic radiology
111NX0100X|Occupational Chiropractor|
111NX0800X|Orthopedic Chiropractor|chiropractic orthopedics
1223X2210X|Orofacial Pain Dentist|orofacial pain
125Q00000X|Oral Medicine Dentist|oral medicine
125K00000X|Advanced Dental Therapist|advanced practice dental therapist
133VN1004X|Pediatric Dietitian|pediatric dietitian;pediatric nutrition
133VN1005X|Renal Dietitian|renal dietitian
133VN1006X|Metabolic Dietitian|
133VN1101X|Geriatric Dietitian|
133VN1201X|Weight Management Dietitian|
133VN1301X|Oncology Dietitian|oncology dietitian
133VN1501X|Sports Dietitian|sports dietitian;sports nutrition
146D00000X|Emergency Response Attendant|personal emergency response attendant
146M00000X|Advanced Emergency Medical Technician|advanced emt;aemt;intermediate emt
152WC0802X|Contact Lens Optometrist|contact lens;cornea contact management
152WL0500X|Low Vision Optometrist|low vision rehabilitation;low vision
152WP0200X|Pediatric Optometrist|pediatric optometry
152WS0006X|Sports Vision Optometrist|sports vision
152WV0400X|Vision Therapy Optometrist|vision therapy
152WX0102X|Occupational Vision Optometrist|occupational vision
156FC0800X|Contact Lens Technician|
156FX1100X|Ophthalmic Assistant Technician|ophthalmic medical technician
156FX1101X|Ophthalmic Assistant|
1710I1002X|Independent Duty Corpsman|independent duty corpsman;corpsman
1710I1003X|Independent Duty Medical Technician|independent duty medical technician
171R00000X|Interpreter|interpreter;sign language interpreter;medical interpreter
171W00000X|Contractor|contractor
172A00000X|Driver|driver
172M00000X|Mechanotherapist|mechanotherapy
173C00000X|Reflexologist|reflexology
173F00000X|Sleep Specialist (PhD)|
175M00000X|Lay Midwife|lay midwife
1744R1102X|Research Specialist|clinical research
1835C0205X|Critical Care Pharmacist|critical care pharmacist
1835C0206X|Cardiology Pharmacist|cardiology pharmacist
1835E0208X|Emergency Pharmacist|emergency medicine pharmacist
1835I0206X|Infectious Disease Pharmacist|infectious disease pharmacist
1835N0905X|Nuclear Pharmacist|nuclear pharmacist
1835N1003X|Nutrition Support Pharmacist|
1835P0200X|Pediatric Pharmacist|pediatric pharmacist
1835P1300X|Psychiatric Pharmacist|psychiatric pharmacist
1835S0206X|Transplant Pharmacist|transplant pharmacist
211D00000X|Podiatric Assistant|podiatric assistant
213EG0000X|General Podiatrist|general podiatry
213EP0504X|Public Health Podiatrist|
213ER0200X|Podiatric Radiologist|
213ES0000X|Sports Podiatrist|sports podiatry
224900000X|Mastectomy Fitter|
224L00000X|Pedorthist|pedorthist;pedorthic;pedorthic personnel;pedorthics
224Y00000X|Exercise Physiologist|exercise physiologist;clinical exercise physiologist
225000000X|Orthotic Fitter|orthotic fitter
2251C2600X|Cardiopulmonary Physical Therapist|cardiopulmonary physical therapist
2251E1200X|Ergonomics Physical Therapist|
2251E1300X|Electrodiagnostic Physical Therapist|
2251H1200X|Hand Physical Therapist|hand physical therapist;hand therapist;certified hand therapist
2251H1300X|Human Factors Physical Therapist|
225600000X|Dance Therapist|dance therapist
225CA2400X|Assistive Technology Practitioner|assistive technology practitioner
225CA2500X|Assistive Technology Supplier|
225XE0001X|Home Modification Occupational Therapist|
225XE1200X|Ergonomics Occupational Therapist|
225XF0002X|Feeding Occupational Therapist|
225XG0600X|Geriatric Occupational Therapist|geriatric occupational therapist
225XH1300X|Human Factors Occupational Therapist|
225XL0004X|Low Vision Occupational Therapist|
225XM0800X|Mental Health Occupational Therapist|mental health occupational therapist
225XN1300X|Neurologic Occupational Therapist|neurologic occupational therapist
225XP0019X|Physical Rehabilitation Occupational Therapist|
225XR0403X|Driving Occupational Therapist|
226000000X|Recreational Therapist Assistant|
226300000X|Kinesiotherapist|kinesiotherapist;kinesiotherapy
2278C0205X|Critical Care Respiratory Therapist (Certified)|critical care respiratory therapist
2278P1005X|Pulmonary Rehabilitation Therapist (Certified)|pulmonary rehabilitation
2279C0205X|Critical Care Respiratory Therapist|critical care respiratory therapist
2279H0200X|Home Health Respiratory Therapist|
2279P1005X|Pulmonary Rehabilitation Therapist|pulmonary rehabilitation
231HA2400X|Assistive Technology Audiologist|
231HA2500X|Assistive Devices Audiologist|
2355A2700X|Audiology Assistant|audiology assistant
242T00000X|Perfusionist|perfusionist;perfusion;cardiovascular perfusionist
246Q00000X|Laboratory Technologist|medical technologist;laboratory technologist;medical laboratory scientist;clinical laboratory scientist;lab tech;lab technician
246R00000X|Laboratory Technician|medical laboratory technician;laboratory technician;lab tech;lab technician
246X00000X|Cardiovascular Technologist|cardiovascular technologist;cardiac technologist;cath lab technologist;cardiovascular technician
246XC2903X|Vascular Technologist|vascular technologist;vascular sonographer
246XS1301X|Cardiac Sonographer|cardiac sonographer;echocardiographer;echo technician;sonographer
246Z00000X|Other Technologist|
246ZA2600X|Medical Artist|
246ZS0410X|Surgical Technologist|surgical technologist;surgical technician;scrub tech;operating room technician
246ZX2200X|Orthopedic Assistant|orthopedic assistant;orthopedic technician;ortho tech
247000000X|Health Information Technician|health information technician
2471C3401X|CT Technologist|ct technologist;ct technician;computed tomography technologist
2471M1202X|MRI Technologist|mri technologist;mri technician
2471M2300X|Mammography Technologist|mammography technologist;mammographer;mammography technician
2471N0900X|Nuclear Medicine Technologist|nuclear medicine technologist;nuclear medicine technician
2471R0002X|Radiation Therapist|radiation therapist;radiation therapy technologist
2471V0105X|Vascular Sonographer (Radiologic)|vascular sonographer
374K00000X|Religious Nonmedical Practitioner|religious nonmedical practitioner
374T00000X|Religious Nonmedical Nurse|religious nonmedical nursing
376G00000X|Nursing Home Administrator|nursing home administrator;long term care administrator
405300000X|Prevention Professional|prevention professional;prevention specialist
`;
