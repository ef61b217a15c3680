"""What a team may do with questionnaires that are not open, and their words.

A licence has a number, a language, the modes it covers and maybe a last day. Words are loaded from a file by who has
confirmed a licence for that language, as versions that are kept, and are shown only while a licence covers the mode;
otherwise scores alone are taken. An open questionnaire needs no licence. No words of any questionnaire are shipped.
"""
