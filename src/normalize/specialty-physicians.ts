/**
 * Physicians' taxonomy codes: code, our plain words, and what lists call it. The codes are public
 * identifiers; every word is ours.
 */
export const physicianSpecialties = `
207K00000X|Allergy and Immunology Physician|allergy;allergist;allergy immunology;immunologist
207L00000X|Anesthesiology Physician|anesthesiology;anesthesia;anesthesia doctor
207LC0200X|Critical Care Anesthesiology Physician|anesthesiology critical care
207LP2900X|Pain Medicine Anesthesiology Physician|pain management;pain medicine;pain;anesthesiology pain medicine;anesthesiology pain management
207LP3000X|Pediatric Anesthesiology Physician|pediatric anesthesiology;pediatric anesthesia
207N00000X|Dermatology Physician|dermatology;derm;skin doctor
207ND0101X|Skin Cancer (Mohs) Surgeon|micrographic dermatologic surgery;mohs surgery;mohs;micrographic surgery
207NP0225X|Pediatric Dermatology Physician|pediatric dermatology
207ND0900X|Dermatopathology Physician|dermatopathology
207P00000X|Emergency Medicine Physician|emergency medicine;emergency room;emergency physician
207PE0004X|Emergency Medical Services Physician|emergency medical services;ems physician
207PP0204X|Pediatric Emergency Medicine Physician|pediatric emergency medicine
207Q00000X|Family Medicine Physician|family medicine;family practice;family doctor;family;fm;family physician;primary care physician
207QA0505X|Adult Medicine Family Physician|adult medicine;family medicine adult medicine
207QA0401X|Addiction Medicine Family Physician|addiction medicine;family medicine addiction medicine
207QG0300X|Geriatric Family Physician|family medicine geriatric medicine;geriatrics;geriatric medicine
207QS0010X|Sports Medicine Family Physician|sports medicine;family medicine sports medicine
207R00000X|Internal Medicine Physician|internal medicine;internist;general internal medicine;internal med;adult primary care
207RA0001X|Heart Failure and Transplant Cardiologist|advanced heart failure transplant cardiology;heart failure;heart failure cardiology
207RC0000X|Cardiology Physician|cardiology;cardiovascular disease;cardiovascular medicine;heart doctor;cardiac;internal medicine cardiovascular disease;internal medicine cardiology;general cardiology
207RC0001X|Cardiac Electrophysiology Physician|clinical cardiac electrophysiology;cardiac electrophysiology;electrophysiology
207RC0200X|Critical Care Internal Medicine Physician|critical care;critical care medicine;intensivist;critical care intensivists;internal medicine critical care medicine
207RE0101X|Endocrinology Physician|endocrinology;endocrine;diabetes;endocrinology diabetes metabolism;internal medicine endocrinology
207RG0100X|Gastroenterology Physician|gastroenterology;gastro;digestive disease;internal medicine gastroenterology
207RG0300X|Geriatric Internal Medicine Physician|geriatric medicine;geriatrics;geriatrician;internal medicine geriatric medicine
207RH0000X|Hematology Physician|hematology;blood doctor;internal medicine hematology
207RH0002X|Hospice and Palliative Internal Medicine Physician|hospice palliative medicine;hospice palliative care;palliative care;palliative medicine
207RH0003X|Hematology and Oncology Physician|hematology oncology;heme onc;hem onc;oncology;cancer doctor;internal medicine hematology oncology
207RI0008X|Hepatology Physician|hepatology;liver doctor
207RI0011X|Interventional Cardiology Physician|interventional cardiology;invasive cardiology
207RI0200X|Infectious Disease Physician|infectious disease;infectious diseases;internal medicine infectious disease
207RN0300X|Nephrology Physician|nephrology;kidney doctor;renal;internal medicine nephrology
207RP1001X|Pulmonary Disease Physician|pulmonary disease;pulmonology;pulmonary;pulmonary medicine;lung doctor;pulmonary critical care;internal medicine pulmonary disease
207RR0500X|Rheumatology Physician|rheumatology;internal medicine rheumatology;arthritis doctor
207RS0012X|Sleep Internal Medicine Physician|sleep medicine;sleep
207RX0202X|Medical Oncology Physician|medical oncology;oncology;internal medicine medical oncology
207RB0002X|Obesity Medicine Physician|obesity medicine;weight loss medicine;bariatric medicine
207SG0201X|Clinical Geneticist|clinical genetics;medical genetics;genetics physician
207T00000X|Neurosurgeon|neurosurgery;neurological surgery;brain surgery
207U00000X|Nuclear Medicine Physician|nuclear medicine
207UN0901X|Nuclear Cardiology Physician|nuclear cardiology
207V00000X|Obstetrics and Gynecology Physician|obstetrics gynecology;obstetrics;ob gyn;womens health physician
207VG0400X|Gynecology Physician|gynecology;gyn
207VX0000X|Obstetrics Physician|obstetrics;ob
207VM0101X|Maternal and Fetal Medicine Physician|maternal fetal medicine;mfm;perinatology;high risk obstetrics
207VX0201X|Gynecologic Oncology Physician|gynecologic oncology;gynecological oncology;gyn onc
207VE0102X|Reproductive Endocrinology Physician|reproductive endocrinology;infertility;fertility;reproductive endocrinology infertility;rei
207VF0040X|Urogynecology Physician|urogynecology;female pelvic medicine;female pelvic medicine reconstructive surgery
207W00000X|Ophthalmology Physician|ophthalmology;eye surgery;eye doctor md;eye md
207WX0107X|Retina Specialist Physician|retina;retina ophthalmology;vitreoretinal surgery;retinal disease
207WX0009X|Glaucoma Specialist Physician|glaucoma;glaucoma ophthalmology
207WX0110X|Pediatric Ophthalmology Physician|pediatric ophthalmology
207WX0200X|Ophthalmic Plastic Surgery Physician|oculoplastic surgery;oculoplastics;ophthalmic plastic surgery
207X00000X|Orthopedic Surgery Physician|orthopedic surgery;orthopedics;orthopedic;bone doctor
207XS0106X|Orthopedic Hand Surgeon|hand surgery;orthopedic hand surgery
207XS0114X|Joint Replacement Surgeon|adult reconstructive orthopedic surgery;joint replacement;joint replacement surgery
207XS0117X|Orthopedic Spine Surgeon|orthopedic spine surgery;spine surgery;spine
207XX0005X|Orthopedic Sports Medicine Physician|orthopedic sports medicine;sports medicine;sports medicine orthopedic surgery
207XP3100X|Pediatric Orthopedic Surgeon|pediatric orthopedic surgery;pediatric orthopedics
207XX0801X|Orthopedic Trauma Surgeon|orthopedic trauma;orthopedic trauma surgery
207XX0004X|Orthopedic Foot and Ankle Surgeon|orthopedic foot ankle surgery;foot ankle orthopedics
207Y00000X|Ear, Nose and Throat Physician|otolaryngology;ear nose throat;otorhinolaryngology;head neck surgery
207YP0228X|Pediatric Otolaryngology Physician|pediatric otolaryngology
207YX0007X|Facial Plastic Surgeon (ENT)|facial plastic surgery;otolaryngology plastic surgery
207ZP0101X|Anatomic Pathology Physician|anatomic pathology
207ZP0102X|Anatomic and Clinical Pathology Physician|pathology;anatomic clinical pathology;anatomic pathology clinical pathology
207ZP0105X|Clinical Pathology Physician|clinical pathology;laboratory medicine
207ZC0500X|Cytopathology Physician|cytopathology
207ZH0000X|Hematopathology Physician|hematopathology
204C00000X|Neuromusculoskeletal Sports Physician|neuromusculoskeletal sports medicine
204D00000X|Osteopathic Manipulation Physician|osteopathic manipulative medicine;neuromusculoskeletal medicine;omm;omt
204E00000X|Oral and Maxillofacial Surgeon (Physician)|oral maxillofacial surgery
204F00000X|Transplant Surgeon|transplant surgery;transplant
204R00000X|Electrodiagnostic Medicine Physician|electrodiagnostic medicine
202K00000X|Phlebology Physician|phlebology;vein medicine
208000000X|Pediatrics Physician|pediatrics;pediatric;pediatric medicine;childrens doctor;general pediatrics
2080A0000X|Adolescent Medicine Physician|adolescent medicine
2080N0001X|Neonatology Physician|neonatology;neonatal perinatal medicine;neonatal medicine
2080P0006X|Developmental and Behavioral Pediatrician|developmental behavioral pediatrics;developmental pediatrics
2080P0201X|Pediatric Allergy Physician|pediatric allergy;pediatric allergy immunology
2080P0202X|Pediatric Cardiology Physician|pediatric cardiology
2080P0203X|Pediatric Critical Care Physician|pediatric critical care;pediatric critical care medicine;picu
2080P0204X|Pediatric Emergency Medicine Pediatrician|pediatric emergency medicine
2080P0205X|Pediatric Endocrinology Physician|pediatric endocrinology
2080P0206X|Pediatric Gastroenterology Physician|pediatric gastroenterology
2080P0207X|Pediatric Hematology-Oncology Physician|pediatric hematology oncology;pediatric oncology
2080P0208X|Pediatric Infectious Disease Physician|pediatric infectious disease
2080P0210X|Pediatric Nephrology Physician|pediatric nephrology
2080P0214X|Pediatric Pulmonology Physician|pediatric pulmonology;pediatric pulmonary
2080P0216X|Pediatric Rheumatology Physician|pediatric rheumatology
208100000X|Physical Medicine and Rehabilitation Physician|physical medicine rehabilitation;physiatry;pmr;rehabilitation physician;physical medicine
2081P2900X|Pain Medicine Physiatrist|physical medicine rehabilitation pain medicine
2081S0010X|Sports Medicine Physiatrist|physical medicine rehabilitation sports medicine
208200000X|Plastic Surgeon|plastic surgery;plastic reconstructive surgery;cosmetic surgery
2082S0105X|Plastic Hand Surgeon|plastic surgery hand surgery
2083P0500X|Occupational Medicine Physician (Preventive)|occupational environmental medicine;preventive medicine occupational medicine
2083X0100X|Occupational Medicine Physician|occupational medicine
2083P0901X|Public Health Physician|preventive medicine;public health general preventive medicine
2083A0100X|Aerospace Medicine Physician|aerospace medicine
2084A0401X|Addiction Psychiatrist (Addiction Medicine)|psychiatry addiction medicine
2084A2900X|Neurocritical Care Physician|neurocritical care
2084N0400X|Neurology Physician|neurology
2084N0402X|Child Neurology Physician|child neurology;pediatric neurology;neurology special qualifications child neurology
2084N0600X|Clinical Neurophysiology Physician|clinical neurophysiology;neurophysiology
2084P0800X|Psychiatry Physician|psychiatry;psychiatric physician
2084P0802X|Addiction Psychiatry Physician|addiction psychiatry
2084P0804X|Child and Adolescent Psychiatry Physician|child adolescent psychiatry;child psychiatry;pediatric psychiatry
2084P0805X|Geriatric Psychiatry Physician|geriatric psychiatry
2084F0202X|Forensic Psychiatry Physician|forensic psychiatry
2084V0102X|Vascular Neurology Physician|vascular neurology;stroke neurology
2085B0100X|Body Imaging Physician|body imaging
2085N0700X|Neuroradiology Physician|neuroradiology
2085P0229X|Pediatric Radiology Physician|pediatric radiology
2085R0001X|Radiation Oncology Physician|radiation oncology;radiation therapy physician
2085R0202X|Diagnostic Radiology Physician|diagnostic radiology;radiology
2085R0204X|Interventional Radiology Physician|interventional radiology;vascular interventional radiology
208600000X|General Surgeon|general surgery;surgery
2086S0102X|Surgical Critical Care Physician|surgical critical care
2086S0105X|General Hand Surgeon|surgery of the hand
2086S0120X|Pediatric Surgeon|pediatric surgery
2086S0122X|Plastic and Reconstructive Surgeon (General)|plastic reconstructive surgery
2086S0127X|Trauma Surgeon|trauma surgery;trauma
2086S0129X|Vascular Surgeon|vascular surgery
2086X0206X|Surgical Oncologist|surgical oncology
208800000X|Urology Physician|urology
2088P0231X|Pediatric Urology Physician|pediatric urology
208C00000X|Colon and Rectal Surgeon|colon rectal surgery;colorectal surgery;proctology;colorectal surgery proctology
208D00000X|General Practice Physician|general practice;general practitioner;gp
208G00000X|Thoracic and Cardiac Surgeon|thoracic surgery;cardiac surgery;cardiothoracic surgery;heart surgery;cardiothoracic vascular surgery;ct surgery
208M00000X|Hospitalist Physician|hospitalist;hospital medicine;hospitalists
208VP0000X|Pain Medicine Physician|pain medicine;pain management;pain
208VP0014X|Interventional Pain Physician|interventional pain;interventional pain management;interventional pain medicine
208U00000X|Clinical Pharmacology Physician|clinical pharmacology
`;
