/**
 * How the codes begin of which the general one names all: of `nurse practitioner` or `ophthalmology`
 * a lead says no more than that, so every such code agrees with it.
 */
export const wholeFamilies: ReadonlySet<string> = new Set(
  `
103T 1041 111N 1223 133V 152W 163W 1835 207K 207L 207N 207P 207Q 207V 207W 207X 207Y 2081 2088 213E 2251 225X 231H 235Z 363A 363L 364S
`
    .trim()
    .split(/\s+/),
);

/**
 * Terms that mean every code of a family or codes of several, and how lists group clinicians who
 * have no code: term, how the codes begin, and families that the term allows besides those of its
 * codes.
 */
export const specialtyPhrases = `
advanced practice nurse|363L 364S 3675 367A|
advanced practice registered nurse|363L 364S 3675 367A|
advanced practice provider|363L 363A 364S|
app|363L 363A 364S|
midlevel|363L 363A|
mid level provider|363L 363A|
physician extender|363L 363A|
nurse aide|163W 164 376K|
clinical psychologist|103T|
clinical social worker|1041|
neuropsychologist|103G 103T|
counselor|101Y|
therapist|101Y|therapy behavioral
mental health counselor|101YM 101YP 101Y0|
professional counselor|101YP 101YM 101Y0|
mental health therapist|101Y 1041C 106H|
psychotherapist|101Y 1041C 106H 103T|
behavioral health|101Y 1041 103T 106H|behavioral physician advanced-practice
behavioral|101Y 1041 103T 106H|behavioral physician advanced-practice
mental behavioral health|101Y 1041 103T 106H|behavioral physician advanced-practice
mental health|101Y 1041 103T 106H|behavioral physician advanced-practice
registered dietitian nutrition professional|133V 133N|
respiratory therapist|2278 2279|
respiratory care|2278 2279|
dentist|1223|
dentist general|122300000X 1223G|
oral surgery|1223S0112 204E|
oral maxillofacial surgery|1223S0112 204E|
maxillofacial surgery|1223S0112 204E|
gynecologic oncology|207VX0201|
pathology|207Z|
allergy immunology|207K 207RA0201|
medical genetics|207S|
genetics|207S 1703|
preventive medicine|2083P0901 2083P0500 2083X 2083A0100|
occupational medicine|2083P0500 2083X|
plastic surgery|2082 2086S0122|
radiology|2085B 2085D 2085N 2085P 2085R0202 2085R0204 2085U|
critical care|207RC0200 2086S0102 207LC0200|
intensive care|207RC0200 2086S0102 207LC0200 163WC0200 363LC0200|
icu|207RC0200 2086S0102 207LC0200 163WC0200 363LC0200|
nicu|2080N0001 363LN 163WN0002|
neonatal intensive care|2080N0001 363LN 163WN0002|
neonatal|2080N0001 363LN 163WN0002|
picu|2080P0203 363LP0222 163WP0200|
labor delivery|163WX0003 163WX0002 207VX0000 207V0|
operating room|163WR0006 246ZS|
pain management|208V 207LP2900 2081P2900 2084P2900|
pain medicine|208V 207LP2900 2081P2900 2084P2900|
interventional pain management|208VP0014 207LP2900 2081P2900 208VP0000|
sleep medicine|207RS0012 207QS1201 207YS0012 2080S0012 2084S0012|
sports medicine|207QS0010 207RS0010 207PS0010 2080S0010 2081S0010 207XX0005 2083S0010 2084S0010|
hand surgery|207XS0106 2082S0105 2086S0105|
geriatric medicine|207RG0300 207QG0300|
geriatrics|207RG0300 207QG0300|
hospice|207RH0002 207QH0002 207PH0002 207LH0002|
palliative care|207RH0002 207QH0002 207PH0002 207LH0002 2080H0002 2084H0002 2081H0002|
hospice palliative care|207RH0002 207QH0002 207PH0002 207LH0002 2080H0002 2084H0002 2081H0002|
hospice palliative medicine|207RH0002 207QH0002 207PH0002 207LH0002 2080H0002 2084H0002 2081H0002|
addiction medicine|207QA0401 207RA0401 2084A0401 2084P0802 2083A0300 207LA0401|
adolescent medicine|2080A0000 207QA0000 207RA0000|
primary care|207Q0 207R0 208D 207QA0505 207RG0300 207QG0300 363LP2300 363LF 208000000|physician advanced-practice physician-assistant
pcp|207Q0 207R0 208D 207QA0505 207RG0300 207QG0300 363LP2300 363LF 208000000|physician advanced-practice physician-assistant
primary care physician|207Q0 207R0 208D 207QA0505 207RG0300 207QG0300 208000000|
internal medicine pediatrics|207R0 208000000|
urgent care|207Q0 207P0 207R0 208D|physician advanced-practice physician-assistant
acute care|207P0 208M 363LA2100|physician advanced-practice
walk in|207Q0 207P0 207R0|physician advanced-practice physician-assistant
general practice|208D 207Q0|
general practitioner|208D 207Q0|
surgery|208600000|
medicine|207R0|
cardiovascular surgery|208G 2086S0129|
cardiothoracic surgery|208G|
womens health|207V 363LW|physician advanced-practice
wound care|163WW0000|physician advanced-practice nurse therapy
spine|207XS0117 207T|
trauma|2086S0127 207XX0801|
neurology psychiatry|2084P08 2084N0400 2084N0402|
neuropsychiatry|2084P08 2084N0400 2084B0040|
toxicology|207PT0002 2083T0002 2080T0002|
hyperbaric medicine|207PE0005 2083P0011|
lpn|164|
radiologic technician|2471|
radiology technician|2471|
imaging technician|2471 246XS|
rt|2471 2278 2279|
sonographer|2471S 246XS 2471V 246XC2903|
paramedic|146|
emergency medical technician|146|
lab technician|246Q 246R|
personal care|3747P 374U|
nutrition|133|
midwife|367A 176B 175M|
anesthetist|3675 367H|
hearing aid|2377 2376|
medical assistant||technician
medical office assistant||technician
therapy||therapy behavioral
rehabilitation|2081|physician therapy nurse
nursing home||
osteopath||physician
practical|164|
ambulatory surgical||
medicare diabetes preventive program||
cardiac rehabilitation||physician therapy nurse
palliative|207RH0002 207QH0002 207PH0002 207LH0002 2080H0002 2084H0002 2081H0002|
medical genetics genomics|207S|
school psychiatry|103TS0200|
dental technician|126|
information technology||
dialysis technician|2472|
interventional radiology technician|2471|
colorectal|208C|
mls|246Q|
mlt|246R|
pediatric icu|2080P0203 363LP0222 163WP0200|
pediatric intensive care|2080P0203 363LP0222 163WP0200|
mother baby|163WM0102|nurse advanced-practice
postpartum|163WM0102|nurse advanced-practice
telemetry||nurse technician advanced-practice
pcu||nurse technician advanced-practice
progressive care||nurse technician advanced-practice
stepdown||nurse technician advanced-practice
step down||nurse technician advanced-practice
pacu||nurse technician advanced-practice
mds coordinator||nurse
transplant coordinator||nurse other
`;
