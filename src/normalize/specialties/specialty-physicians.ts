/**
 * Physicians' taxonomy codes: code, our plain words, and what lists call it. The codes are public
 * identifiers; every word is ours.
 */
export const physicianSpecialties = `
207K00000X|Allergy and Immunology Physician|allergy;allergist;allergy immunology;immunologist
207L00000X|Anesthesiology Physician|anesthesiology;anesthesia;anesthesia doctor;cardiac anesthesiology;cardiothoracic anesthesiology;obstetric anesthesiology;regional anesthesia
207LC0200X|Critical Care Anesthesiology Physician|anesthesiology critical care;critical care;critical care medicine;intensivist;critical care intensivist
207LP2900X|Pain Medicine Anesthesiology Physician|pain management;pain medicine;pain;anesthesiology pain medicine;anesthesiology pain management;interventional pain management
207LP3000X|Pediatric Anesthesiology Physician|pediatric anesthesiology;pediatric anesthesia
207N00000X|Dermatology Physician|dermatology;derm;skin doctor;general dermatology;cosmetic dermatology;medical dermatology;dermatologic surgery;skin
207ND0101X|Skin Cancer (Mohs) Surgeon|micrographic dermatologic surgery;mohs surgery;mohs;micrographic surgery;mohs micrographic surgery;mohs dermatology;micrographic dermatologic
207NP0225X|Pediatric Dermatology Physician|pediatric dermatology
207ND0900X|Dermatopathology Physician|dermatopathology
207P00000X|Emergency Medicine Physician|emergency medicine;emergency room;emergency physician;emergency;emergency department;emergency room physician;emergency medicine physician
207PE0004X|Emergency Medical Services Physician|emergency medical services;ems physician
207PP0204X|Pediatric Emergency Medicine Physician|pediatric emergency medicine
207Q00000X|Family Medicine Physician|family medicine;family practice;family doctor;family;fm;family physician;primary care physician;general family medicine
207QA0505X|Adult Medicine Family Physician|adult medicine;family medicine adult medicine
207QA0401X|Addiction Medicine Family Physician|addiction medicine;family medicine addiction medicine;addiction;substance abuse medicine;addictionology
207QG0300X|Geriatric Family Physician|family medicine geriatric medicine;geriatrics;geriatric medicine;geriatric
207QS0010X|Sports Medicine Family Physician|sports medicine;family medicine sports medicine
207R00000X|Internal Medicine Physician|internal medicine;internist;general internal medicine;internal med;adult primary care;ambulatory internal medicine;internal medicine primary care;adult internal medicine;outpatient internal medicine
207RA0001X|Heart Failure and Transplant Cardiologist|advanced heart failure transplant cardiology;heart failure;heart failure cardiology;cardiology;cardiovascular disease;transplant cardiology
207RC0000X|Cardiology Physician|cardiology;cardiovascular disease;cardiovascular medicine;heart doctor;cardiac;general cardiology;noninvasive cardiology;invasive cardiology;heart;cardiovascular;cardiac medicine
207RC0001X|Cardiac Electrophysiology Physician|clinical cardiac electrophysiology;cardiac electrophysiology;electrophysiology;cardiology;cardiovascular disease
207RC0200X|Critical Care Internal Medicine Physician|critical care;critical care medicine;intensivist;critical care intensivists;pulmonary critical care;pulmonary critical care medicine;pulmonary disease critical care medicine;medical critical care
207RE0101X|Endocrinology Physician|endocrinology;endocrine;diabetes;endocrinology diabetes metabolism;diabetology;thyroid;metabolism
207RG0100X|Gastroenterology Physician|gastroenterology;gastro;digestive disease;digestive health
207RG0300X|Geriatric Internal Medicine Physician|geriatric medicine;geriatrics;geriatrician;geriatric;gerontology
207RH0000X|Hematology Physician|hematology;blood doctor;hematology oncology;benign hematology;malignant hematology;hematopoietic cell transplantation cellular therapy;bone marrow transplant
207RH0002X|Hospice and Palliative Internal Medicine Physician|hospice palliative medicine;hospice palliative care;palliative care;palliative medicine;hospice;hospice palliative
207RH0003X|Hematology and Oncology Physician|hematology oncology;heme onc;hem onc;oncology;cancer doctor;hematology;medical oncology;hematopoietic cell transplantation cellular therapy;bone marrow transplant;stem cell transplant;cancer;bmt;thoracic oncology;breast oncology;neuro oncology
207RI0008X|Hepatology Physician|hepatology;liver doctor;gastroenterology
207RI0011X|Interventional Cardiology Physician|interventional cardiology;invasive cardiology;cardiology;cardiovascular disease;structural heart
207RI0200X|Infectious Disease Physician|infectious disease;infectious diseases;hiv medicine;hiv;infectious disease physician
207RN0300X|Nephrology Physician|nephrology;kidney doctor;renal;kidney;interventional nephrology;transplant nephrology;dialysis;kidney disease
207RP1001X|Pulmonary Disease Physician|pulmonary disease;pulmonology;pulmonary;pulmonary medicine;lung doctor;pulmonary critical care;pulmonary critical care medicine;pulmonary disease critical care medicine;interventional pulmonology;lung
207RR0500X|Rheumatology Physician|rheumatology;arthritis doctor
207RS0012X|Sleep Internal Medicine Physician|sleep medicine;sleep;sleep disorder
207RX0202X|Medical Oncology Physician|medical oncology;oncology;hematology oncology;cancer
207RB0002X|Obesity Medicine Physician|obesity medicine;weight loss medicine;bariatric medicine;weight management;weight loss;weight reduction;bariatrics;bariatric
207SG0201X|Clinical Geneticist|clinical genetics;medical genetics;genetics physician;genetics;medical genetics genomics
207T00000X|Neurosurgeon|neurosurgery;neurological surgery;brain surgery;spine surgery;neurospine;neurospine surgery
207U00000X|Nuclear Medicine Physician|nuclear medicine
207UN0901X|Nuclear Cardiology Physician|nuclear cardiology;cardiology;cardiovascular disease
207V00000X|Obstetrics and Gynecology Physician|obstetrics gynecology;obstetrics;ob gyn;womens health physician;gynecology;womens health;ob laborist;laborist;ob hospitalist
207VG0400X|Gynecology Physician|gynecology;gyn
207VX0000X|Obstetrics Physician|obstetrics;ob
207VM0101X|Maternal and Fetal Medicine Physician|maternal fetal medicine;mfm;perinatology;high risk obstetrics
207VX0201X|Gynecologic Oncology Physician|gynecologic oncology;gynecological oncology;gyn onc
207VE0102X|Reproductive Endocrinology Physician|reproductive endocrinology;infertility;fertility;reproductive endocrinology infertility;rei
207VF0040X|Urogynecology Physician|urogynecology;female pelvic medicine;female pelvic medicine reconstructive surgery;urogynecology reconstructive pelvic surgery
207W00000X|Ophthalmology Physician|ophthalmology;eye surgery;eye doctor md;eye md;comprehensive ophthalmology;cataract;cataract surgery;eye;eye physician
207WX0107X|Retina Specialist Physician|retina;retina ophthalmology;vitreoretinal surgery;retinal disease;retina vitreous;vitreoretinal
207WX0009X|Glaucoma Specialist Physician|glaucoma;glaucoma ophthalmology
207WX0110X|Pediatric Ophthalmology Physician|pediatric ophthalmology
207WX0200X|Ophthalmic Plastic Surgery Physician|oculoplastic surgery;oculoplastics;ophthalmic plastic surgery
207X00000X|Orthopedic Surgery Physician|orthopedic surgery;orthopedics;orthopedic;bone doctor;total joint;orthopedic medicine;sports orthopedics
207XS0106X|Orthopedic Hand Surgeon|hand surgery;orthopedic hand surgery
207XS0114X|Joint Replacement Surgeon|adult reconstructive orthopedic surgery;joint replacement;joint replacement surgery
207XS0117X|Orthopedic Spine Surgeon|orthopedic spine surgery;spine surgery;spine;orthopedic spine
207XX0005X|Orthopedic Sports Medicine Physician|orthopedic sports medicine;sports medicine;sports medicine orthopedic surgery
207XP3100X|Pediatric Orthopedic Surgeon|pediatric orthopedic surgery;pediatric orthopedics
207XX0801X|Orthopedic Trauma Surgeon|orthopedic trauma;orthopedic trauma surgery
207XX0004X|Orthopedic Foot and Ankle Surgeon|orthopedic foot ankle surgery;foot ankle orthopedics;foot ankle surgery
207Y00000X|Ear, Nose and Throat Physician|otolaryngology;ear nose throat;otorhinolaryngology;head neck surgery;rhinology;laryngology;otolaryngology head neck surgery
207YP0228X|Pediatric Otolaryngology Physician|pediatric otolaryngology
207YX0007X|Facial Plastic Surgeon (ENT)|facial plastic surgery;otolaryngology plastic surgery;facial plastics;facial plastic reconstructive surgery
207ZP0101X|Anatomic Pathology Physician|anatomic pathology
207ZP0102X|Anatomic and Clinical Pathology Physician|pathology;anatomic clinical pathology;anatomic pathology clinical pathology;surgical pathology;anatomic pathology;clinical pathology;anatomical pathology
207ZP0105X|Clinical Pathology Physician|clinical pathology;laboratory medicine
207ZC0500X|Cytopathology Physician|cytopathology
207ZH0000X|Hematopathology Physician|hematopathology
204C00000X|Neuromusculoskeletal Sports Physician|neuromusculoskeletal sports medicine;neuromusculoskeletal medicine sports medicine;neuromusculoskeletal medicine
204D00000X|Osteopathic Manipulation Physician|osteopathic manipulative medicine;neuromusculoskeletal medicine;omm;omt;osteopathic manipulative therapy;osteopathic medicine;neuromusculoskeletal medicine omm;osteopathic manipulation;osteopathic manipulative treatment
204E00000X|Oral and Maxillofacial Surgeon (Physician)|oral maxillofacial surgery
204F00000X|Transplant Surgeon|transplant surgery;transplant;abdominal transplant surgery;liver transplant surgery;kidney transplant surgery;organ transplant
204R00000X|Electrodiagnostic Medicine Physician|electrodiagnostic medicine
202K00000X|Phlebology Physician|phlebology;vein medicine;vein;varicose vein
208000000X|Pediatrics Physician|pediatrics;pediatric;pediatric medicine;childrens doctor;general pediatrics;pediatric primary care;general pediatric;pediatric hospital medicine;pediatric hospitalist
2080A0000X|Adolescent Medicine Physician|adolescent medicine
2080N0001X|Neonatology Physician|neonatology;neonatal perinatal medicine;neonatal medicine;neonatal intensive care
2080P0006X|Developmental and Behavioral Pediatrician|developmental behavioral pediatrics;developmental pediatrics
2080P0201X|Pediatric Allergy Physician|pediatric allergy;pediatric allergy immunology
2080P0202X|Pediatric Cardiology Physician|pediatric cardiology;pediatric heart
2080P0203X|Pediatric Critical Care Physician|pediatric critical care;pediatric critical care medicine;picu
2080P0204X|Pediatric Emergency Medicine Pediatrician|pediatric emergency medicine
2080P0205X|Pediatric Endocrinology Physician|pediatric endocrinology
2080P0206X|Pediatric Gastroenterology Physician|pediatric gastroenterology
2080P0207X|Pediatric Hematology-Oncology Physician|pediatric hematology oncology;pediatric oncology
2080P0208X|Pediatric Infectious Disease Physician|pediatric infectious disease
2080P0210X|Pediatric Nephrology Physician|pediatric nephrology
2080P0214X|Pediatric Pulmonology Physician|pediatric pulmonology;pediatric pulmonary
2080P0216X|Pediatric Rheumatology Physician|pediatric rheumatology
208100000X|Physical Medicine and Rehabilitation Physician|physical medicine rehabilitation;physiatry;pmr;rehabilitation physician;physical medicine;rehabilitation medicine;physical rehabilitation medicine;spinal rehabilitation;rehabilitation
2081P2900X|Pain Medicine Physiatrist|physical medicine rehabilitation pain medicine;pain management;pain medicine;interventional pain management
2081S0010X|Sports Medicine Physiatrist|physical medicine rehabilitation sports medicine;sports medicine
208200000X|Plastic Surgeon|plastic surgery;plastic reconstructive surgery;cosmetic surgery;aesthetic surgery;aesthetic medicine;reconstructive surgery;cosmetic medicine
2082S0105X|Plastic Hand Surgeon|plastic surgery hand surgery
2083P0500X|Occupational Medicine Physician (Preventive)|occupational environmental medicine;preventive medicine occupational medicine
2083X0100X|Occupational Medicine Physician|occupational medicine;industrial medicine;occupational health
2083P0901X|Public Health Physician|preventive medicine;public health general preventive medicine;public health;preventive medicine public health;lifestyle medicine
2083A0100X|Aerospace Medicine Physician|aerospace medicine
2084A0401X|Addiction Psychiatrist (Addiction Medicine)|psychiatry addiction medicine;addiction medicine
2084A2900X|Neurocritical Care Physician|neurocritical care
2084N0400X|Neurology Physician|neurology;general neurology;epilepsy;movement disorder;headache;headache medicine;psychiatry neurology;neuropsychiatry;neurohospitalist;neuromuscular medicine;multiple sclerosis
2084N0402X|Child Neurology Physician|child neurology;pediatric neurology;neurology special qualifications child neurology;neurology
2084N0600X|Clinical Neurophysiology Physician|clinical neurophysiology;neurophysiology;neurology
2084P0800X|Psychiatry Physician|psychiatry;psychiatric physician;general psychiatry;adult psychiatry;psychiatry neurology;neuropsychiatry;consultation liaison psychiatry
2084P0802X|Addiction Psychiatry Physician|addiction psychiatry;addiction medicine
2084P0804X|Child and Adolescent Psychiatry Physician|child adolescent psychiatry;child psychiatry;pediatric psychiatry;psychiatry
2084P0805X|Geriatric Psychiatry Physician|geriatric psychiatry;psychiatry;geropsychiatry
2084F0202X|Forensic Psychiatry Physician|forensic psychiatry;psychiatry
2084V0102X|Vascular Neurology Physician|vascular neurology;stroke neurology;stroke;neurology;interventional neurology
2085B0100X|Body Imaging Physician|body imaging;diagnostic radiology;radiology
2085N0700X|Neuroradiology Physician|neuroradiology;diagnostic radiology;radiology;neuroimaging;interventional neuroradiology
2085P0229X|Pediatric Radiology Physician|pediatric radiology;radiology
2085R0001X|Radiation Oncology Physician|radiation oncology;radiation therapy physician;therapeutic radiology;radiation therapy;rad onc
2085R0202X|Diagnostic Radiology Physician|diagnostic radiology;radiology;general radiology;breast imaging;musculoskeletal radiology;imaging;teleradiology;mammography
2085R0204X|Interventional Radiology Physician|interventional radiology;vascular interventional radiology;vascular radiology;interventional radiology diagnostic radiology
208600000X|General Surgeon|general surgery;surgery;acute care surgery;minimally invasive surgery;bariatric surgery;breast surgery;robotic surgery;laparoscopic surgery
2086S0102X|Surgical Critical Care Physician|surgical critical care;critical care;critical care medicine;intensivist
2086S0105X|General Hand Surgeon|surgery of the hand
2086S0120X|Pediatric Surgeon|pediatric surgery
2086S0122X|Plastic and Reconstructive Surgeon (General)|plastic reconstructive surgery;plastic surgery
2086S0127X|Trauma Surgeon|trauma surgery;trauma
2086S0129X|Vascular Surgeon|vascular surgery;vascular;peripheral vascular disease;endovascular surgery;vascular medicine
2086X0206X|Surgical Oncologist|surgical oncology;breast surgical oncology;endocrine surgery;cancer surgery
208800000X|Urology Physician|urology;urological surgery;mens health;urologic oncology
2088P0231X|Pediatric Urology Physician|pediatric urology
208C00000X|Colon and Rectal Surgeon|colon rectal surgery;colorectal surgery;proctology;colorectal surgery proctology;colon surgery;rectal surgery
208D00000X|General Practice Physician|general practice;general practitioner;gp;general medicine;general practice family practice;gp family practice
208G00000X|Thoracic and Cardiac Surgeon|thoracic surgery;cardiac surgery;cardiothoracic surgery;heart surgery;cardiothoracic vascular surgery;ct surgery;cardiovascular surgery;thoracic surgery cardiothoracic vascular surgery;ctvs;cvt surgery
208M00000X|Hospitalist Physician|hospitalist;hospital medicine;hospitalists;nocturnist;hospital internal medicine;inpatient medicine
208VP0000X|Pain Medicine Physician|pain medicine;pain management;pain;interventional pain management;chronic pain;pain rehabilitation
208VP0014X|Interventional Pain Physician|interventional pain;interventional pain management;interventional pain medicine;interventional spine
208U00000X|Clinical Pharmacology Physician|clinical pharmacology
207KA0200X|Allergy Physician|allergy
207KI0005X|Laboratory Immunology Physician|clinical laboratory immunology
207LA0401X|Addiction Medicine Anesthesiology Physician|addiction medicine
207LH0002X|Palliative Anesthesiology Physician|palliative care;palliative medicine;hospice palliative medicine
207NI0002X|Dermatologic Immunology Physician|clinical laboratory dermatological immunology
207NS0135X|Procedural Dermatology Physician|dermatologic surgery;procedural dermatology
207PE0005X|Hyperbaric Emergency Physician|undersea hyperbaric medicine;hyperbaric medicine;wound care hyperbaric medicine
207PH0002X|Palliative Emergency Physician|palliative care;palliative medicine;hospice palliative medicine
207PS0010X|Sports Emergency Physician|sports medicine
207PT0002X|Toxicology Emergency Physician|medical toxicology;toxicology
207QA0000X|Adolescent Family Physician|adolescent medicine
207QB0002X|Obesity Family Physician|obesity medicine;bariatric medicine
207QH0002X|Palliative Family Physician|palliative care;palliative medicine;hospice palliative medicine;hospice palliative care;hospice
207QS1201X|Sleep Family Physician|sleep medicine;sleep
207RA0000X|Adolescent Internist|adolescent medicine
207RA0002X|Adult Congenital Heart Physician|adult congenital heart disease;congenital heart disease;cardiology
207RA0201X|Allergy Internist|allergy;allergy immunology;immunology
207RA0401X|Addiction Medicine Internist|addiction medicine
207RH0005X|Hypertension Specialist Physician|hypertension
207RI0001X|Laboratory Immunology Internist|clinical laboratory immunology
207RM1200X|Magnetic Resonance Internist|
207RS0010X|Sports Internist|sports medicine
207RT0003X|Transplant Hepatology Physician|transplant hepatology;hepatology
207SC0300X|Cytogeneticist|clinical cytogenetics;cytogenetics
207SG0202X|Biochemical Geneticist|clinical biochemical genetics;biochemical genetics
207SG0203X|Molecular Geneticist|clinical molecular genetics;molecular genetics
207SG0205X|Medical Geneticist (PhD)|medical genetics
207SG0207X|Medical Biochemical Geneticist|medical biochemical genetics
207SM0001X|Molecular Genetic Pathologist (Genetics)|molecular genetic pathology
207UN0902X|Nuclear Imaging Physician|nuclear imaging therapy
207UN0903X|In Vivo Nuclear Medicine Physician|
207VB0002X|Obesity Gynecologist|
207VC0200X|Critical Care Obstetrician|
207VH0002X|Palliative Gynecologist|
207WX0108X|Uveitis Physician|uveitis
207WX0109X|Neuro-ophthalmologist|neuro ophthalmology
207WX0120X|Cornea Physician|cornea;cornea ophthalmology;cornea external disease
207YS0012X|Sleep Otolaryngologist|sleep medicine
207YS0123X|Facial Plastic Otolaryngologist|facial plastic surgery
207YX0602X|Allergy Otolaryngologist|otolaryngic allergy
207YX0901X|Ear Surgeon|otology;neurotology;otology neurotology
207YX0905X|Facial Plastic Surgeon (Otolaryngology)|facial plastic surgery
207ZB0001X|Transfusion Medicine Physician|blood banking transfusion medicine;transfusion medicine;blood bank
207ZC0006X|Clinical Pathologist|
207ZC0008X|Informatics Pathologist|clinical informatics
207ZD0900X|Dermatopathologist (Pathology)|dermatopathology
207ZF0201X|Forensic Pathologist|forensic pathology;medical examiner
207ZI0100X|Immunopathologist|immunopathology
207ZM0300X|Microbiology Pathologist|medical microbiology
207ZN0500X|Neuropathologist|neuropathology
207ZP0007X|Molecular Genetic Pathologist|molecular genetic pathology
207ZP0104X|Chemical Pathologist|chemical pathology
207ZP0213X|Pediatric Pathologist|pediatric pathology
2080B0002X|Obesity Pediatrician|pediatric obesity medicine
2080C0008X|Child Abuse Pediatrician|child abuse pediatrics
2080H0002X|Palliative Pediatrician|pediatric palliative care;pediatric palliative medicine;pediatric hospice palliative medicine
2080I0007X|Laboratory Immunology Pediatrician|
2080P0008X|Neurodevelopmental Pediatrician|neurodevelopmental disabilities
2080S0010X|Sports Pediatrician|pediatric sports medicine;sports medicine
2080S0012X|Sleep Pediatrician|pediatric sleep medicine;sleep medicine
2080T0002X|Toxicology Pediatrician|medical toxicology
2080T0004X|Pediatric Transplant Hepatologist|pediatric transplant hepatology;pediatric hepatology
2081H0002X|Palliative Physiatrist|
2081N0008X|Neuromuscular Physiatrist|neuromuscular medicine
2081P0004X|Spinal Cord Injury Physician|spinal cord injury medicine;spinal cord injury
2081P0010X|Pediatric Physiatrist|pediatric rehabilitation medicine;pediatric physiatry;pediatric physical medicine rehabilitation
2081P0301X|Brain Injury Physiatrist|brain injury medicine;brain injury
2082S0099X|Head and Neck Plastic Surgeon|plastic surgery within head neck
2083A0300X|Addiction Preventive Medicine Physician|addiction medicine
2083B0002X|Obesity Preventive Medicine Physician|obesity medicine
2083C0008X|Clinical Informatics Physician|clinical informatics;medical informatics
2083P0011X|Hyperbaric Preventive Medicine Physician|undersea hyperbaric medicine;hyperbaric medicine
2083S0010X|Sports Preventive Medicine Physician|
2083T0002X|Toxicology Preventive Medicine Physician|medical toxicology
2084B0002X|Obesity Psychiatrist or Neurologist|
2084B0040X|Behavioral Neurologist|behavioral neurology;neuropsychiatry;behavioral neurology neuropsychiatry;cognitive neurology
2084D0003X|Neuroimaging Physician (Neurology)|diagnostic neuroimaging
2084E0001X|Epilepsy Physician|epilepsy;epileptology;neurology
2084H0002X|Palliative Neurologist or Psychiatrist|
2084N0008X|Neuromuscular Neurologist|neuromuscular medicine;neurology
2084P0005X|Neurodevelopmental Neurologist|neurodevelopmental disabilities
2084P0015X|Consultation Psychiatrist|psychosomatic medicine;consultation liaison psychiatry;psychiatry
2084P0301X|Brain Injury Physician (Neurology)|brain injury medicine
2084P2900X|Pain Neurologist or Psychiatrist|pain medicine;pain management
2084S0010X|Sports Neurologist|
2084S0012X|Sleep Neurologist|sleep medicine;sleep
2085D0003X|Neuroimaging Physician (Radiology)|diagnostic neuroimaging
2085H0002X|Palliative Radiologist|
2085N0904X|Nuclear Radiology Physician|nuclear radiology
2085R0203X|Therapeutic Radiology Physician|therapeutic radiology;radiation oncology
2085R0205X|Radiological Physicist|radiological physics;medical physics;medical physicist
2085U0001X|Ultrasound Physician|diagnostic ultrasound
2086H0002X|Palliative Surgeon|
2088F0040X|Urogynecologist (Urology)|urogynecology;female urology;female pelvic medicine reconstructive surgery
209800000X|Legal Medicine Physician|legal medicine
`;
