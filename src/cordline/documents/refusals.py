"""The sentences in which the documents room refuses."""

from cordline.ground.refusal import register

register(
    {
        "documents.file_empty": "The file is empty.",
        "documents.file_too_large": "The file has {size} bytes; at most {limit} are kept.",
        "documents.file_kind_unknown": "This is no PDF, PNG, JPEG, XLSX or plain text: what a file is, is read from "
        "its bytes, not from its name.",
        "documents.file_name_missing": "The file has no name.",
        "documents.file_name_too_long": "The file's name has {length} characters; at most {limit} are kept.",
        "documents.file_unknown": "No file is kept under {sha256}.",
        "documents.labels_none": "{code} stands for no labels.",
        "documents.label_not_of": "{code} is no label of {subject}.",
        "documents.label_copies": "{copies} copies cannot be printed; 1 to {most} can.",
        "documents.label_reason_missing": "{count} of these labels were printed before. Say why they "
        "are printed again.",
        "documents.label_made_anew": "{code} is not printed twice: a new print is made, and the older one "
        "stops working.",
        "documents.labels_raced": "Somebody else printed these labels at the same moment. Look at them again.",
        "documents.text_empty": "The text has no title or no words.",
        "documents.language_unknown": "{language} is not one of the house's languages ({known}).",
        "documents.rendition_exists": "Version {version} of {key} has its words in {language} already; a change is a "
        "new version.",
        "documents.rendition_unknown": "Version {version} of {key} has no words in {language}.",
        "documents.rendition_reviewed": "This rendition is reviewed already.",
        "documents.rendition_own": "{author} wrote this rendition; somebody else has to review it.",
    }
)
