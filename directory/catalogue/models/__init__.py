"""The tables of the catalogue, by noun. Field names are those of Open Referral UK 3.0 and HSDS."""
