"""How the reports of one organisation look: its name, contact, logo and colours. No figures."""
