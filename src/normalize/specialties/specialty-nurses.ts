/**
 * Taxonomy codes of nurses, nurse practitioners and physician assistants: code, our plain words,
 * and what lists call it. The codes are public identifiers; every word is ours.
 */
export const nurseSpecialties = `
363L00000X|Nurse Practitioner|nurse practitioner;aprn;advanced practice nurse;advanced practice registered nurse
363LA2100X|Acute Care Nurse Practitioner|acute care nurse practitioner;acnp;agacnp;adult gerontology acute care nurse practitioner;hospital nurse practitioner;hospitalist nurse practitioner;inpatient nurse practitioner
363LA2200X|Adult Health Nurse Practitioner|adult nurse practitioner;adult health nurse practitioner;anp;adult medicine nurse practitioner
363LC0200X|Critical Care Nurse Practitioner|critical care nurse practitioner;icu nurse practitioner;intensive care nurse practitioner
363LC1500X|Community Health Nurse Practitioner|community health nurse practitioner
363LF0000X|Family Nurse Practitioner|family nurse practitioner;fnp;family medicine nurse practitioner;family practice nurse practitioner;family health nurse practitioner;fnp c;fnp bc
363LG0600X|Gerontology Nurse Practitioner|gerontology nurse practitioner;geriatric nurse practitioner;agnp;adult gerontology nurse practitioner;agpcnp;adult gerontology primary care nurse practitioner
363LN0000X|Neonatal Nurse Practitioner|neonatal nurse practitioner;nnp;nicu nurse practitioner;neonatal intensive care nurse practitioner
363LN0005X|Neonatal Critical Care Nurse Practitioner|neonatal critical care nurse practitioner;nicu nurse practitioner;neonatal nurse practitioner
363LP0200X|Pediatric Nurse Practitioner|pediatric nurse practitioner;pnp;cpnp;pediatric primary care nurse practitioner;pediatrics nurse practitioner;cpnp pc
363LP0222X|Pediatric Critical Care Nurse Practitioner|pediatric critical care nurse practitioner;picu nurse practitioner;pediatric acute care nurse practitioner;pediatric intensive care nurse practitioner
363LP0808X|Psychiatric Nurse Practitioner|psychiatric nurse practitioner;psychiatric mental health nurse practitioner;pmhnp;mental health nurse practitioner;pmhnp bc;psychiatry nurse practitioner;behavioral health nurse practitioner
363LP2300X|Primary Care Nurse Practitioner|primary care nurse practitioner
363LS0200X|School Nurse Practitioner|school nurse practitioner
363LW0102X|Women's Health Nurse Practitioner|womens health nurse practitioner;whnp;womens health care nurse practitioner;womens health
363LX0001X|Obstetrics and Gynecology Nurse Practitioner|obstetrics gynecology nurse practitioner;ob gyn nurse practitioner;gynecology nurse practitioner
363LX0106X|Occupational Health Nurse Practitioner|occupational health nurse practitioner
363A00000X|Physician Assistant|physician assistant;physician associate;pa c
363AM0700X|Medical Physician Assistant|medical physician assistant
363AS0400X|Surgical Physician Assistant|surgical physician assistant;surgery physician assistant
364S00000X|Clinical Nurse Specialist|clinical nurse specialist;cns;certified clinical nurse specialist;certified clinical nurse specialist cns
364SP0808X|Psychiatric Clinical Nurse Specialist|psychiatric clinical nurse specialist;psychiatric mental health clinical nurse specialist
364SA2200X|Adult Health Clinical Nurse Specialist|adult health clinical nurse specialist
367500000X|Nurse Anesthetist|nurse anesthetist;crna;certified registered nurse anesthetist;certified registered nurse anesthetist crna;nurse anesthesia;nurse anesthesiology;nurse anesthesiologist;anesthetist;anesthesia nurse
367A00000X|Nurse Midwife|certified nurse midwife;nurse midwife;cnm;advanced practice midwife;midwife;midwifery;nurse midwifery;certified nurse midwife cnm
367H00000X|Anesthesiologist Assistant|anesthesiology assistant;anesthesiologist assistant;certified anesthesiologist assistant;caa;anesthesia assistant
163W00000X|Registered Nurse|registered nurse;rn;nurse;nursing;staff nurse;travel nurse;bedside nurse;nursing professional;nursing profession;bsn;charge nurse;registered professional nurse
163WA0400X|Addiction Registered Nurse|addiction nurse;addiction registered nurse
163WA2000X|Nurse Administrator|nurse administrator;nurse manager;director of nursing;nursing administration
163WC0200X|Critical Care Registered Nurse|critical care nurse;critical care registered nurse;icu nurse;intensive care nurse;icu registered nurse;ccu nurse;ccu registered nurse;intensive care unit nurse;cvicu nurse;micu nurse;sicu nurse;cvicu registered nurse
163WC0400X|Nurse Case Manager|nurse case manager;case management registered nurse;rn case manager;case manager nurse;case management nurse
163WC1500X|Community Health Registered Nurse|community health nurse;public health nurse;community health registered nurse
163WE0003X|Emergency Registered Nurse|emergency nurse;emergency room nurse;emergency registered nurse;emergency department nurse;emergency medicine nurse
163WG0000X|General Practice Registered Nurse|general practice nurse;general practice registered nurse
163WH0200X|Home Health Registered Nurse|home health nurse;home health registered nurse;home care nurse
163WL0100X|Lactation Consultant Nurse|lactation nurse;lactation consultant registered nurse
163WM0705X|Medical-Surgical Registered Nurse|medical surgical nurse;medical surgical registered nurse;med surg nurse;med surg;medical surgical;telemetry nurse
163WN0002X|Neonatal Intensive Care Nurse|neonatal intensive care nurse;nicu nurse;neonatal intensive care registered nurse;nicu registered nurse;neonatal nurse
163WP0200X|Pediatric Registered Nurse|pediatric nurse;pediatric registered nurse;picu nurse;pediatrics nurse
163WP0807X|Child and Adolescent Psychiatric Nurse|child psychiatric nurse;child adolescent psychiatric nurse
163WP0808X|Psychiatric Registered Nurse|psychiatric nurse;psychiatric mental health nurse;psychiatric mental health registered nurse;mental health nurse;behavioral health nurse;psychiatry nurse
163WP0809X|Adult Psychiatric Nurse|adult psychiatric nurse
163WS0200X|School Nurse|school nurse;school registered nurse
164W00000X|Licensed Practical Nurse|practical nurse;lpn;licensed practical nurse;lvn;vocational nurse;practical nursing;lpn lvn
164X00000X|Licensed Vocational Nurse|vocational nurse;lvn;licensed vocational nurse;lpn;practical nurse;lpn lvn
167G00000X|Psychiatric Technician|psychiatric technician
363LP1700X|Perinatal Nurse Practitioner|perinatal nurse practitioner
364SA2100X|Acute Care Clinical Nurse Specialist|acute care clinical nurse specialist
364SC0200X|Critical Care Clinical Nurse Specialist|critical care clinical nurse specialist
364SC1501X|Community Health Clinical Nurse Specialist|community health clinical nurse specialist
364SE0003X|Emergency Clinical Nurse Specialist|emergency clinical nurse specialist
364SF0001X|Family Health Clinical Nurse Specialist|family clinical nurse specialist
364SG0600X|Gerontology Clinical Nurse Specialist|geriatric clinical nurse specialist
364SM0705X|Medical-Surgical Clinical Nurse Specialist|medical surgical clinical nurse specialist
364SN0000X|Neonatal Clinical Nurse Specialist|neonatal clinical nurse specialist
364SN0800X|Neuroscience Clinical Nurse Specialist|neuroscience clinical nurse specialist
364SP0200X|Pediatric Clinical Nurse Specialist|pediatric clinical nurse specialist
364SP0807X|Child Psychiatric Clinical Nurse Specialist|child psychiatric clinical nurse specialist
364SP0809X|Adult Psychiatric Clinical Nurse Specialist|adult psychiatric clinical nurse specialist
364SP0810X|Child and Family Psychiatric Clinical Nurse Specialist|
364SP0813X|Geriatric Psychiatric Clinical Nurse Specialist|
364SP1700X|Perinatal Clinical Nurse Specialist|perinatal clinical nurse specialist
364SW0102X|Women's Health Clinical Nurse Specialist|womens health clinical nurse specialist
364SX0200X|Oncology Clinical Nurse Specialist|oncology clinical nurse specialist
163WC1400X|College Health Nurse|college health nurse
163WC1600X|Nurse Educator|nurse educator;staff development nurse
163WC2100X|Continence Nurse|continence care nurse
163WC3500X|Cardiac Rehabilitation Nurse|cardiac rehabilitation nurse
163WD0400X|Diabetes Educator Nurse|diabetes educator nurse;diabetes nurse
163WD1100X|Peritoneal Dialysis Nurse|dialysis nurse
163WE0900X|Enterostomal Therapy Nurse|enterostomal therapy nurse
163WF0300X|Flight Nurse|flight nurse;transport nurse
163WG0100X|Gastroenterology Nurse|gastroenterology nurse;endoscopy nurse
163WG0600X|Geriatric Nurse|geriatric nurse;gerontology nurse;long term care nurse
163WH0500X|Hemodialysis Nurse|hemodialysis nurse;dialysis nurse
163WH1000X|Hospice Nurse|hospice nurse;palliative care nurse
163WI0500X|Infusion Nurse|infusion nurse;infusion therapy nurse;iv nurse
163WI0600X|Infection Control Nurse|infection control nurse;infection prevention nurse
163WM0102X|Mother-Baby Nurse|maternal newborn nurse;mother baby nurse;postpartum nurse;maternity nurse
163WM1400X|Nurse Massage Therapist|
163WN0003X|Low-Risk Neonatal Nurse|newborn nursery nurse;nursery nurse
163WN0300X|Nephrology Nurse|nephrology nurse
163WN0800X|Neuroscience Nurse|neuroscience nurse;neurology nurse
163WP0000X|Pain Management Nurse|pain management nurse
163WP0218X|Pediatric Oncology Nurse|pediatric oncology nurse
163WP1700X|Perinatal Nurse|perinatal nurse
163WP2201X|Ambulatory Care Nurse|ambulatory care nurse;ambulatory nurse;clinic nurse;office nurse
163WR0006X|First Assistant Nurse|registered nurse first assistant;rnfa;operating room nurse;perioperative nurse
163WR0400X|Rehabilitation Nurse|rehabilitation nurse
163WR1000X|Fertility Nurse|fertility nurse
163WS0121X|Plastic Surgery Nurse|plastic surgery nurse;aesthetic nurse
163WU0100X|Urology Nurse|urology nurse
163WW0000X|Wound Care Nurse|wound care nurse;wound nurse;wound ostomy nurse;wound care
163WW0101X|Women's Health Nurse|womens health nurse;ob gyn nurse
163WX0002X|High-Risk Obstetric Nurse|high risk obstetric nurse;antepartum nurse;labor delivery nurse
163WX0003X|Labor and Delivery Nurse|labor delivery nurse;obstetric nurse;labor delivery;obstetrics nurse
163WX0106X|Occupational Health Nurse|occupational health nurse;employee health nurse
163WX0200X|Oncology Nurse|oncology nurse;chemotherapy nurse
163WX0800X|Orthopedic Nurse|orthopedic nurse
163WX1100X|Ophthalmic Nurse|ophthalmology nurse
163WX1500X|Ostomy Nurse|ostomy care nurse
`;
