/**
 * Pictures from DICOM files, read by DICOM PS3.5 (encoding) and PS3.10 (files), and shown by PS3.3.
 *
 * <p>Start at {@link org.pigdiffusion.data.dicom.DicomImage}; {@link
 * org.pigdiffusion.data.dicom.DicomOptions} says which frame and which window, and takes further
 * decoders. What is not understood is refused with a {@link
 * org.pigdiffusion.data.dicom.DicomException}, never guessed.
 */
@NullMarked
package org.pigdiffusion.data.dicom;

import org.jspecify.annotations.NullMarked;
